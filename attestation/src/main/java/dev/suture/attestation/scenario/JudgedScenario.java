// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.scenario;

import dev.suture.prover.ScenarioComparison;
import dev.suture.prover.ScenarioComparison.Divergence;
import java.util.Optional;

/**
 * One scenario with its runs and the verdict.
 *
 * @param runs what the runs show; private
 * @param verdict what they say about the patch
 */
public record JudgedScenario(ScenarioComparison runs, ScenarioVerdict verdict) {
  static JudgedScenario of(ScenarioComparison runs) {
    return new JudgedScenario(runs, ScenarioVerdict.of(runs));
  }

  /** How a blocked exploit is blocked: by a REVERT of the target, or by another outcome. */
  public Optional<Divergence> blockedBy() {
    return verdict == ScenarioVerdict.BLOCKED ? runs.divergence() : Optional.empty();
  }
}
