// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/** (A, z, y): field elements of 32 bytes big-endian, in the order of the circuit. */
public record PublicInputs(byte[] claim, byte[] challenge, byte[] evaluation) {
  public PublicInputs {
    claim = Bytes.requireWord("claim", claim);
    challenge = Bytes.requireWord("challenge", challenge);
    evaluation = Bytes.requireWord("evaluation", evaluation);
  }
}
