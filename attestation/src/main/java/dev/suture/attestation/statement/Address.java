// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.statement;

import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.Hex;
import java.util.Arrays;

/** An account's address, 20 bytes. */
public final class Address {
  /** Length. */
  public static final int SIZE_BYTES = 20;

  /**
   * Stands for a part of the terms that is not known: such an attestation is not bound to a
   * deployment.
   */
  public static final Address ZERO = new Address(new byte[SIZE_BYTES]);

  private final byte[] bytes;

  private Address(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Checks and copies. */
  public static Address of(String field, byte[] bytes) {
    if (bytes.length != SIZE_BYTES) {
      throw new MalformedInputException(
          field, "has " + bytes.length + " bytes, expected " + SIZE_BYTES);
    }
    return new Address(bytes.clone());
  }

  /** Reads 40 hex digits, with or without 0x; a checksum is not looked at. */
  public static Address fromHex(String field, String hex) {
    return of(field, Hex.decode(field, hex));
  }

  /** A copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address address && Arrays.equals(bytes, address.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Lower case hex with 0x. */
  @Override
  public String toString() {
    return Hex.encode(bytes);
  }
}
