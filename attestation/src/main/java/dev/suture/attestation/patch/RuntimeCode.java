// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import dev.suture.attestation.MalformedInputException;

/**
 * Runtime bytecode that a chain would accept: 1 to 24,576 bytes (EIP-170), not starting with 0xEF
 * (EIP-3541).
 */
public final class RuntimeCode {
  /** EIP-170. */
  public static final int MAX_SIZE_BYTES = 24_576;

  private static final byte RESERVED_PREFIX = (byte) 0xEF;

  private final byte[] bytes;

  private RuntimeCode(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Checks and copies. */
  public static RuntimeCode of(String field, byte[] bytes) {
    if (bytes.length == 0) {
      throw new MalformedInputException(field, "is empty");
    }
    if (bytes.length > MAX_SIZE_BYTES) {
      throw new MalformedInputException(
          field, "has " + bytes.length + " bytes, the limit of EIP-170 is " + MAX_SIZE_BYTES);
    }
    if (bytes[0] == RESERVED_PREFIX) {
      throw new MalformedInputException(field, "starts with 0xEF, which EIP-3541 refuses");
    }
    return new RuntimeCode(bytes.clone());
  }

  /** Reads hex, with or without 0x. */
  public static RuntimeCode fromHex(String field, String hex) {
    return of(field, Hex.decode(field, hex));
  }

  /** A copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Length. */
  public int sizeBytes() {
    return bytes.length;
  }

  /** Code hash as EXTCODEHASH gives it. */
  public byte[] hash() {
    return Keccak256.hash(bytes);
  }

  /** Shows the size only: the code may be secret. */
  @Override
  public String toString() {
    return "RuntimeCode[" + bytes.length + " bytes]";
  }
}
