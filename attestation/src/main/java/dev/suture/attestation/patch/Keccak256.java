// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import org.bouncycastle.crypto.digests.KeccakDigest;

/** Ethereum's hash: Keccak-256 with the original padding. */
public final class Keccak256 {
  /** Length of a digest. */
  public static final int SIZE_BYTES = 32;

  private Keccak256() {}

  /** Hashes the parts as one string. */
  public static byte[] hash(byte[]... parts) {
    KeccakDigest digest = new KeccakDigest(SIZE_BYTES * Byte.SIZE);
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] hash = new byte[SIZE_BYTES];
    digest.doFinal(hash, 0);
    return hash;
  }
}
