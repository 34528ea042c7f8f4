// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.scenario;

import dev.suture.prover.ScenarioComparison;
import dev.suture.prover.ScenarioComparison.Divergence;
import dev.suture.prover.ScenarioComparison.Kind;
import java.util.Optional;

/**
 * One scenario with its runs and the verdict.
 *
 * @param runs what the runs show; private
 * @param asksSafe whether conditions are to hold after it on new code, beside the harm being gone
 * @param verdict what they say about the patch
 */
public record JudgedScenario(ScenarioComparison runs, boolean asksSafe, ScenarioVerdict verdict) {
  static JudgedScenario of(ScenarioComparison runs, boolean caseSaysSafe) {
    boolean asksSafe = caseSaysSafe && runs.kind() == Kind.EXPLOIT;
    return new JudgedScenario(runs, asksSafe, ScenarioVerdict.of(runs, asksSafe));
  }

  /** How a blocked exploit is blocked: by a REVERT of the target, or by another outcome. */
  public Optional<Divergence> blockedBy() {
    return verdict == ScenarioVerdict.BLOCKED ? runs.divergence() : Optional.empty();
  }
}
