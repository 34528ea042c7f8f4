// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

import java.util.List;
import java.util.Optional;

/**
 * One scenario, run natively on old and on new code. For the owner of the case only.
 *
 * @param kind what the scenario stands for
 * @param label what a scenario does, in the words of the case; empty for the exploit
 * @param onOld what the run on old code shows
 * @param onNew what the run on new code shows
 * @param divergence how the call traces part first; absent when a run is inconclusive
 * @param differences observables that the runs do not share; empty when a run is inconclusive
 */
public record ScenarioComparison(
    Kind kind,
    String label,
    RunOutcome onOld,
    RunOutcome onNew,
    Optional<Divergence> divergence,
    List<Difference> differences) {

  /** What a scenario stands for. The library writes the names in lower case. */
  public enum Kind {
    /** Does harm on old code. */
    EXPLOIT,
    /** Use that must stay the same. */
    BENIGN,
    /** Must end in a state that the case describes. */
    EXPECTED
  }

  /** How two call traces part first. The library writes the names in lower case. */
  public enum Divergence {
    /** By a REVERT in a frame that runs the target's new code. */
    REVERT,
    /** By anything else. */
    OUTCOME,
    /** Not at all. */
    SAME
  }

  public ScenarioComparison {
    differences = List.copyOf(differences);
  }

  /** Shows no observable: they are private. */
  @Override
  public String toString() {
    return "ScenarioComparison[kind=%s, differences=%d]".formatted(kind, differences.size());
  }
}
