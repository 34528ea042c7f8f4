// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionSelectorsTest {
  @Test
  void liesInRisingOrderAsTextAndAsBytes() {
    FunctionSelectors two = FunctionSelectors.of(List.of("0xa9059cbb", "0x095ea7b3"));
    assertEquals("0x095ea7b3 0xa9059cbb", two.toString());
    byte[] bytes = HexFormat.of().parseHex("095ea7b3a9059cbb");
    assertArrayEquals(bytes, two.toBytes());
    assertEquals(two, FunctionSelectors.fromBytes(bytes));
    assertEquals(FunctionSelectors.NONE, FunctionSelectors.fromBytes(new byte[0]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0xa9059cb", "a9059cbb", "0xA9059CBB", "0xa9059cbb 0xa9059cbb", "0x2 0x1"})
  void refusesOtherSpellings(String text) {
    List<String> selectors = List.of(text.split(" ", -1));
    assertThrows(ProverInputException.class, () -> new FunctionSelectors(selectors));
  }

  @Test
  void refusesFallingOrderAndCutBytes() {
    List<String> falling = List.of("0xa9059cbb", "0x095ea7b3");
    assertThrows(ProverInputException.class, () -> new FunctionSelectors(falling));
    assertThrows(ProverInputException.class, () -> FunctionSelectors.fromBytes(new byte[5]));
  }
}
