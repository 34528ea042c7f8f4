// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.scenario;

import dev.suture.prover.ScenarioComparison;
import dev.suture.prover.ScenarioComparison.Kind;

/** What the two runs of one scenario say about a patch. */
public enum ScenarioVerdict {
  /** The exploit does harm on old code and none on new code. */
  BLOCKED(Conclusion.MET),
  /** The exploit does no harm on old code, so that it shows nothing. */
  NOT_HARMFUL_ON_OLD(Conclusion.NOT_MET),
  /** The exploit does harm on new code too. */
  SUCCEEDS_ON_NEW(Conclusion.NOT_MET),
  /** Benign use shows the same on both codes. */
  PRESERVED(Conclusion.MET),
  /** Benign use shows something else on new code. */
  DIFFERS(Conclusion.NOT_MET),
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

  static ScenarioVerdict of(ScenarioComparison runs) {
    if (runs.onOld().inconclusive().isPresent() || runs.onNew().inconclusive().isPresent()) {
      return INCONCLUSIVE;
    }
    if (runs.kind() == Kind.BENIGN) {
      return runs.differences().isEmpty() ? PRESERVED : DIFFERS;
    }
    if (!runs.onOld().harm()) {
      return NOT_HARMFUL_ON_OLD;
    }
    return runs.onNew().harm() ? SUCCEEDS_ON_NEW : BLOCKED;
  }
}
