// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import dev.suture.attestation.MalformedInputException;
import java.security.SecureRandom;

/** 32 random bytes from which all blinds of one patchId come. Spent once, never reused. */
public final class Seed {
  /** Length. */
  public static final int SIZE_BYTES = 32;

  private final byte[] bytes;

  private Seed(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A fresh seed from the system's generator. */
  public static Seed random() {
    byte[] bytes = new byte[SIZE_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Seed(bytes);
  }

  /** A seed made elsewhere. */
  public static Seed of(byte[] bytes) {
    if (bytes.length != SIZE_BYTES) {
      throw new MalformedInputException(
          "seed", "has " + bytes.length + " bytes, expected " + SIZE_BYTES);
    }
    return new Seed(bytes.clone());
  }

  /** A copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "Seed[secret]";
  }
}
