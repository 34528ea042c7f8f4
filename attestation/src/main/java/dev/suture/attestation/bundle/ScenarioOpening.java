// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

import java.util.List;

/**
 * What shows the private scenarios of an attestation: with it and the revealed code anyone runs
 * them again and computes the same commitments. Secret, and no part of the bundle; it holds the
 * exploit, and b_c and b_y confirm guesses of the code, so it is published after the reveal only.
 *
 * @param patchId of the attestation
 * @param commitmentBlind b_c
 * @param evaluationBlind b_y
 * @param caseJson the case as it was given, UTF-8
 * @param scenarios one for each execution claim
 */
public record ScenarioOpening(
    byte[] patchId,
    byte[] commitmentBlind,
    byte[] evaluationBlind,
    byte[] caseJson,
    List<OpenedScenario> scenarios) {
  public ScenarioOpening {
    patchId = patchId.clone();
    commitmentBlind = commitmentBlind.clone();
    evaluationBlind = evaluationBlind.clone();
    caseJson = caseJson.clone();
    scenarios = List.copyOf(scenarios);
  }

  /** A JSON object. */
  public byte[] toBytes() {
    return ScenarioOpeningJson.write(this);
  }

  /** Reads what {@link #toBytes} wrote. */
  public static ScenarioOpening fromBytes(byte[] bytes) {
    return ScenarioOpeningJson.read(bytes);
  }

  @Override
  public String toString() {
    return "ScenarioOpening[secret]";
  }
}
