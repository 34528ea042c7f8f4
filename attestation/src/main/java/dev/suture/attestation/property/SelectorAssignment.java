// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.property;

import dev.suture.prover.FunctionSelectors;
import java.util.ArrayList;
import java.util.List;

/** Gives every declared selector to the first benign scenario that can show it. */
final class SelectorAssignment {
  private final List<DeclaredSelector> unshown;

  SelectorAssignment(List<DeclaredSelector> declared) {
    unshown = new ArrayList<>(declared);
  }

  /** The proof with as many of the remaining selectors as it can show. */
  PlannedProof.OfScenario assign(PlannedProof.OfScenario proof) {
    List<DeclaredSelector> taken =
        unshown.stream()
            .filter(declared -> proof.runs().shown().all().contains(declared.selector()))
            .limit(FunctionSelectors.MOST_PER_PROOF)
            .toList();
    unshown.removeAll(taken);
    return proof.showing(
        FunctionSelectors.of(taken.stream().map(DeclaredSelector::selector).toList()));
  }

  /** Those that no scenario so far could take. */
  List<DeclaredSelector> unshown() {
    return List.copyOf(unshown);
  }
}
