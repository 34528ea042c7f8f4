// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/** Checks and copies of byte arrays at the edge of this package. */
final class Bytes {
  /** Length of a field element, a blind and a hash. */
  static final int WORD = 32;

  /** Length of an account's address. */
  static final int ADDRESS = 20;

  private Bytes() {}

  /** Returns a copy of exactly {@code length} bytes. */
  static byte[] requireLength(String name, byte[] bytes, int length) {
    if (bytes.length != length) {
      throw new ProverInputException(name + " has " + bytes.length + " bytes, want " + length);
    }
    return bytes.clone();
  }

  static byte[] requireWord(String name, byte[] bytes) {
    return requireLength(name, bytes, WORD);
  }
}
