// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The CBOR map that solc appends to runtime bytecode: map bytes, then their length as two bytes big
 * endian.
 *
 * <p>Source: Solidity documentation, "Contract Metadata, Encoding of the Metadata Hash in the
 * Bytecode".
 */
final class SolidityMetadata {
  private static final int LENGTH_BYTES = 2;
  private static final List<String> KEYS =
      List.of("bzzr0", "bzzr1", "ipfs", "solc", "experimental");

  private SolidityMetadata() {}

  /** Offset where the metadata starts, or the length of the code if it carries none. */
  static int startIn(byte[] code) {
    if (code.length < LENGTH_BYTES) {
      return code.length;
    }
    int mapLength = (code[code.length - 2] & 0xff) << 8 | (code[code.length - 1] & 0xff);
    int start = code.length - LENGTH_BYTES - mapLength;
    return start > 0 && startsMapOfKnownKey(code, start) ? start : code.length;
  }

  private static boolean startsMapOfKnownKey(byte[] code, int start) {
    int head = code[start] & 0xff;
    int keyHead = start + 1 < code.length ? code[start + 1] & 0xff : 0;
    if (head < 0xa1 || head > 0xa4 || keyHead < 0x60 || keyHead > 0x77) {
      return false;
    }
    int keyEnd = Math.min(code.length, start + 2 + keyHead - 0x60);
    byte[] key = Arrays.copyOfRange(code, start + 2, keyEnd);
    return KEYS.contains(new String(key, StandardCharsets.US_ASCII));
  }
}
