// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.scenario;

import dev.suture.prover.RunOutcome;
import dev.suture.prover.ScenarioComparison;

/** What the two runs of one scenario say about a patch. */
public enum ScenarioVerdict {
  /** The exploit does harm on old code and none on new code. */
  BLOCKED(Conclusion.MET),
  /** The exploit does no harm on old code, so that it shows nothing. */
  NOT_HARMFUL_ON_OLD(Conclusion.NOT_MET),
  /** The exploit does harm on new code too. */
  SUCCEEDS_ON_NEW(Conclusion.NOT_MET),
  /** The harm is gone on new code, but what the case calls safe does not hold there. */
  UNSAFE_ON_NEW(Conclusion.NOT_MET),
  /** Benign use shows the same on both codes. */
  PRESERVED(Conclusion.MET),
  /** Benign use shows something else on new code. */
  DIFFERS(Conclusion.NOT_MET),
  /** New code ends as the case expects. */
  AS_EXPECTED(Conclusion.MET),
  /** New code ends otherwise. */
  NOT_AS_EXPECTED(Conclusion.NOT_MET),
  /** A run was given up. */
  INCONCLUSIVE(Conclusion.INCONCLUSIVE);

  private final Conclusion conclusion;

  ScenarioVerdict(Conclusion conclusion) {
    this.conclusion = conclusion;
  }

  /** What follows for the patch. */
  public Conclusion conclusion() {
    return conclusion;
  }

  /** The verdict; {@code asksSafe} where the case says what is to hold after the exploit. */
  static ScenarioVerdict of(ScenarioComparison runs, boolean asksSafe) {
    if (runs.onOld().inconclusive().isPresent() || runs.onNew().inconclusive().isPresent()) {
      return INCONCLUSIVE;
    }
    return switch (runs.kind()) {
      case BENIGN -> runs.differences().isEmpty() ? PRESERVED : DIFFERS;
      case EXPECTED -> runs.onNew().expected() ? AS_EXPECTED : NOT_AS_EXPECTED;
      case EXPLOIT -> ofExploit(runs.onOld(), runs.onNew(), asksSafe);
    };
  }

  private static ScenarioVerdict ofExploit(RunOutcome onOld, RunOutcome onNew, boolean asksSafe) {
    if (!onOld.harm()) {
      return NOT_HARMFUL_ON_OLD;
    }
    if (onNew.harm()) {
      return SUCCEEDS_ON_NEW;
    }
    return asksSafe && !onNew.expected() ? UNSAFE_ON_NEW : BLOCKED;
  }
}
