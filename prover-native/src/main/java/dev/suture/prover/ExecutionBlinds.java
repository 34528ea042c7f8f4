// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/**
 * Secret field elements, 32 bytes big-endian each; the first two are those of the patch, the others
 * fresh for every proof.
 *
 * @param commitment b_c, hides the code commitment
 * @param evaluation b_y, hides the evaluation
 * @param scenario hides the scenario
 * @param harm hides the conditions of the harm
 * @param expected hides the conditions that hold on new code; zero where they are public
 */
public record ExecutionBlinds(
    byte[] commitment, byte[] evaluation, byte[] scenario, byte[] harm, byte[] expected) {
  public ExecutionBlinds {
    commitment = Bytes.requireWord("b_c", commitment);
    evaluation = Bytes.requireWord("b_y", evaluation);
    scenario = Bytes.requireWord("scenario blind", scenario);
    harm = Bytes.requireWord("harm blind", harm);
    expected = Bytes.requireWord("expected blind", expected);
  }

  @Override
  public String toString() {
    return "ExecutionBlinds[secret]";
  }
}
