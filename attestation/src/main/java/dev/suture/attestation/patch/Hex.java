// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import dev.suture.attestation.MalformedInputException;
import java.util.HexFormat;

/** Hexadecimal with 0x in front, as users and chains write it. */
public final class Hex {
  private static final HexFormat FORMAT = HexFormat.of();

  private Hex() {}

  /** Lower case, with 0x. */
  public static String encode(byte[] bytes) {
    return "0x" + FORMAT.formatHex(bytes);
  }

  /**
   * Reads hex with or without 0x; white space around it is ignored. The message never shows the
   * text.
   */
  public static byte[] decode(String field, String text) {
    String digits = text.strip();
    if (digits.startsWith("0x") || digits.startsWith("0X")) {
      digits = digits.substring(2);
    }
    for (int i = 0; i < digits.length(); i++) {
      if (Character.digit(digits.charAt(i), 16) < 0 || digits.charAt(i) > 'f') {
        throw new MalformedInputException(field, "is not hexadecimal at character " + i);
      }
    }
    if (digits.length() % 2 != 0) {
      throw new MalformedInputException(
          field, "has an odd number of hex digits (" + digits.length() + ")");
    }
    return FORMAT.parseHex(digits);
  }

  /** As {@link #decode}, with exactly {@code length} bytes. */
  public static byte[] decode(String field, String text, int length) {
    byte[] bytes = decode(field, text);
    if (bytes.length != length) {
      throw new MalformedInputException(
          field, "has " + bytes.length + " bytes, expected " + length);
    }
    return bytes;
  }
}
