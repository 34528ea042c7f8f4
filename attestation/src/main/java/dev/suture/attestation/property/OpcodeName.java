// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.property;

import dev.suture.attestation.MalformedInputException;
import java.util.Locale;
import java.util.Map;

/** Names of the opcodes that a property file may forbid; any other opcode is written as a number. */
final class OpcodeName {
  private static final Map<String, Integer> BY_NAME =
      Map.ofEntries(
          Map.entry("ORIGIN", 0x32),
          Map.entry("CALLER", 0x33),
          Map.entry("GASPRICE", 0x3a),
          Map.entry("EXTCODECOPY", 0x3c),
          Map.entry("EXTCODEHASH", 0x3f),
          Map.entry("BLOCKHASH", 0x40),
          Map.entry("COINBASE", 0x41),
          Map.entry("TIMESTAMP", 0x42),
          Map.entry("NUMBER", 0x43),
          Map.entry("PREVRANDAO", 0x44),
          Map.entry("SSTORE", 0x55),
          Map.entry("TSTORE", 0x5d),
          Map.entry("CREATE", 0xf0),
          Map.entry("CALL", 0xf1),
          Map.entry("CALLCODE", 0xf2),
          Map.entry("DELEGATECALL", 0xf4),
          Map.entry("CREATE2", 0xf5),
          Map.entry("SELFDESTRUCT", 0xff));

  private OpcodeName() {}

  /** A name, a decimal number, or hex with 0x. */
  static int parse(String field, String text) {
    Integer named = BY_NAME.get(text.toUpperCase(Locale.ROOT));
    if (named != null) {
      return named;
    }
    try {
      return Integer.decode(text);
    } catch (NumberFormatException e) {
      throw new MalformedInputException(
          field, "unknown opcode \"" + text + "\", expected a number or one of " + BY_NAME.keySet().stream().sorted().toList());
    }
  }
}
