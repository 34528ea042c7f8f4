// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.property;

import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.CaseScenarios;
import java.util.List;
import java.util.Optional;

/**
 * What is to be proven about the scenarios of a case.
 *
 * @param exploitBlocked exploit.blocked: the exploit harms old code and not new code, after which
 *     what the case calls safe holds
 * @param behaviourPreserved behaviour.preserved: each benign scenario shows the same on both
 * @param behaviourExpected behaviour.expected: each expected scenario ends on new code as the case
 *     describes
 * @param selectors functions each of which some benign scenario must show
 * @param benignPublic benign scenarios are published with the attestation; all others stay private
 * @param skipInconclusive leave out what cannot be proven, instead of refusing the whole
 * @param shape one shape for all of these proofs; otherwise the smallest that fits each
 */
public record ScenarioProperties(
    boolean exploitBlocked,
    boolean behaviourPreserved,
    boolean behaviourExpected,
    List<DeclaredSelector> selectors,
    boolean benignPublic,
    boolean skipInconclusive,
    Optional<String> shape) {
  /** Nothing. */
  public static final ScenarioProperties NONE = of(false, false, false);

  public ScenarioProperties {
    selectors = List.copyOf(selectors);
    if (selectors.stream().map(DeclaredSelector::selector).distinct().count() < selectors.size()) {
      throw new MalformedInputException("behaviour.preserved: selectors", "names one twice");
    }
    if (!behaviourPreserved && (benignPublic || !selectors.isEmpty())) {
      throw new MalformedInputException(
          "scenarios", "benign use is spoken of, but behaviour.preserved is not claimed");
    }
  }

  /** Everything that the case shows, all of it private. */
  public static ScenarioProperties allOf(CaseScenarios scenarios) {
    return of(scenarios.exploit(), scenarios.benign() > 0, scenarios.expected() > 0);
  }

  private static ScenarioProperties of(boolean exploit, boolean benign, boolean expected) {
    return new ScenarioProperties(
        exploit, benign, expected, List.of(), false, false, Optional.empty());
  }

  /** Whether anything is claimed. */
  public boolean any() {
    return exploitBlocked || behaviourPreserved || behaviourExpected;
  }
}
