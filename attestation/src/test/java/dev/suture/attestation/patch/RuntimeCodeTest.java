// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.suture.attestation.MalformedInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RuntimeCodeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|new code: is empty",
        "0x|new code: is empty",
        "0x6|new code: has an odd number of hex digits (1)",
        "0x60zz|new code: is not hexadecimal at character 2",
        "ef00|new code: starts with 0xEF, which EIP-3541 refuses",
      })
  void refusesMalformedCodeAndSaysWhy(String hex, String message) {
    MalformedInputException e =
        assertThrows(MalformedInputException.class, () -> RuntimeCode.fromHex("new code", hex));
    assertEquals(message, e.getMessage());
    assertEquals("new code", e.field());
  }

  @Test
  void refusesCodeBeyondEip170() {
    RuntimeCode.of("code", new byte[24_576]);
    MalformedInputException e =
        assertThrows(MalformedInputException.class, () -> RuntimeCode.of("code", new byte[24_577]));
    assertEquals("code: has 24577 bytes, the limit of EIP-170 is 24576", e.getMessage());
  }

  @Test
  void readsHexWithAndWithoutPrefixAndWhiteSpace() {
    assertEquals(2, RuntimeCode.fromHex("code", " 0x6000\n").sizeBytes());
    assertEquals(2, RuntimeCode.fromHex("code", "6000").sizeBytes());
  }
}
