// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.statement;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/** abi.encode of static types: every value is one 32-byte word. */
final class AbiWords {
  private static final int WORD_BYTES = 32;

  private final ByteArrayOutputStream words = new ByteArrayOutputStream();

  /** A bytes32. */
  AbiWords word(byte[] value) {
    if (value.length != WORD_BYTES) {
      throw new IllegalArgumentException(
          "a word has " + WORD_BYTES + " bytes, not " + value.length);
    }
    words.writeBytes(value);
    return this;
  }

  /** An address, padded on the left. */
  AbiWords address(Address address) {
    words.writeBytes(new byte[WORD_BYTES - Address.SIZE_BYTES]);
    words.writeBytes(address.bytes());
    return this;
  }

  /** An unsigned integer. */
  AbiWords uint(long value) {
    byte[] digits = BigInteger.valueOf(value).toByteArray();
    words.writeBytes(new byte[WORD_BYTES - digits.length]);
    words.writeBytes(digits);
    return this;
  }

  /** A bytes4, padded on the right. */
  AbiWords selector(byte[] selector) {
    words.writeBytes(selector);
    words.writeBytes(new byte[WORD_BYTES - selector.length]);
    return this;
  }

  byte[] toBytes() {
    return words.toByteArray();
  }
}
