// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.property;

import dev.suture.attestation.patch.CaseScenarios;
import dev.suture.prover.Shape;

/** One proof of a plan. */
public sealed interface PlannedProof {
  /** Where the proof is made. */
  Shape shape();

  /** What it is about, in a word; for the owner. */
  String name();

  /** The proof about the code itself. */
  record OfCode(Shape shape) implements PlannedProof {
    @Override
    public String name() {
      return "code";
    }
  }

  /**
   * The proof about one scenario. For the owner only: it tells what the runs do.
   *
   * @param scenario number in the case, or {@link CaseScenarios#EXPLOIT}
   * @param steps opcodes that both runs take
   * @param divergence where the call traces part: same, revert or outcome; found natively, not
   *     proven
   * @param succeeded transactions that succeed on new code
   */
  record OfScenario(Shape shape, int scenario, int steps, String divergence, int succeeded)
      implements PlannedProof {
    @Override
    public String name() {
      return CaseScenarios.name(scenario);
    }
  }
}
