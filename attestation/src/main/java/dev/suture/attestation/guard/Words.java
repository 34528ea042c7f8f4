// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

import java.math.BigInteger;
import java.util.Arrays;

/** 256-bit EVM words as non-negative big integers and as bytes, big endian. */
final class Words {
  static final int BYTES = 32;
  static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
  private static final BigInteger SIGN = BigInteger.ONE.shiftLeft(255);

  private Words() {}

  static void requireWord(String field, BigInteger value) {
    if (value.signum() < 0 || value.compareTo(MODULUS) >= 0) {
      throw new GuardException(field + ": expected 0 to 2^256 - 1, got " + value);
    }
  }

  static BigInteger wrap(BigInteger value) {
    return value.mod(MODULUS);
  }

  static BigInteger signed(BigInteger word) {
    return word.compareTo(SIGN) >= 0 ? word.subtract(MODULUS) : word;
  }

  static BigInteger flag(boolean condition) {
    return condition ? BigInteger.ONE : BigInteger.ZERO;
  }

  /** The word as 32 bytes. */
  static byte[] toBytes(BigInteger word) {
    byte[] minimal = word.toByteArray();
    byte[] bytes = new byte[BYTES];
    int length = Math.min(minimal.length, BYTES);
    System.arraycopy(minimal, minimal.length - length, bytes, BYTES - length, length);
    return bytes;
  }

  /** The word without leading zeros, at least one byte. */
  static byte[] toMinimalBytes(BigInteger word) {
    int length = Math.max(1, (word.bitLength() + 7) / 8);
    return Arrays.copyOfRange(toBytes(word), BYTES - length, BYTES);
  }
}
