// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/**
 * Secret field elements, 32 bytes big-endian each; fresh for every patchId.
 *
 * @param commitment b_c, hides the code commitment
 * @param evaluation b_y, hides the evaluation
 * @param parameters b_s, hides the secret parameters
 */
public record CodeBlinds(byte[] commitment, byte[] evaluation, byte[] parameters) {
  public CodeBlinds {
    commitment = Bytes.requireWord("b_c", commitment);
    evaluation = Bytes.requireWord("b_y", evaluation);
    parameters = Bytes.requireWord("b_s", parameters);
  }

  @Override
  public String toString() {
    return "CodeBlinds[secret]";
  }
}
