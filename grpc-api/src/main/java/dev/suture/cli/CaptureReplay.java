// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import dev.suture.chain.capture.CapturedCase;
import dev.suture.prover.Prover;
import dev.suture.prover.RunOutcome;
import dev.suture.prover.ScenarioInput;
import java.util.List;
import java.util.Optional;

/** A captured case, run on its old code: it must go as it went on the node. */
final class CaptureReplay {
  private CaptureReplay() {}

  /** What went otherwise, without any value of the case. */
  static Optional<String> problem(Prover prover, CapturedCase captured) {
    byte[] old = captured.oldCode().bytes();
    ScenarioInput input = new ScenarioInput(captured.replayJson(), old, old);
    RunOutcome run = prover.runScenarios(input).getFirst().onOld();
    if (run.inconclusive().isPresent()) {
      return Optional.of("the native run was given up: " + run.inconclusive().get().cause());
    }
    List<Boolean> statuses = captured.statuses();
    for (int i = 0; i < statuses.size(); i++) {
      if (statuses.get(i) != run.transactions().get(i).success()) {
        return Optional.of(
            "transaction %d %s on the node, but not in the replay"
                .formatted(i, statuses.get(i) ? "succeeded" : "failed"));
      }
    }
    return Optional.empty();
  }
}
