// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/** A Groth16 proof: A | B | Krs | D | PoK as twelve 32-byte words, points as in EIP-197. */
public record Proof(byte[] bytes) {
  /** Length of every proof. */
  public static final int SIZE_BYTES = 384;

  public Proof {
    bytes = Bytes.requireLength("proof", bytes, SIZE_BYTES);
  }
}
