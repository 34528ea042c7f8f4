// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SelectorEntryTest {

  static List<PatchCase> cases() {
    return PatchCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsTheJumpTargetOfEachSelectorComparison(PatchCase patchCase) {
    byte[] code = patchCase.oldCode();
    Disassembly disassembly = Disassembly.of(code);
    Map<Integer, Integer> expected = comparisons(disassembly);
    assertTrue(expected.size() > 1);
    SelectorEntry entries = new SelectorEntry(code, disassembly);
    expected.forEach(
        (selector, target) -> {
          long sharers = expected.values().stream().filter(target::equals).count();
          if (sharers == 1) {
            assertEquals(target, entries.find(selector), "%08x".formatted(selector));
          } else {
            assertThrows(GuardException.class, () -> entries.find(selector));
          }
        });
  }

  /** DUP1 PUSH4 selector EQ PUSH target JUMPI and its variants, read as text of the disassembly. */
  private static Map<Integer, Integer> comparisons(Disassembly disassembly) {
    List<Instruction> list = disassembly.instructions();
    Map<Integer, Integer> found = new HashMap<>();
    for (int i = 0; i + 3 < list.size(); i++) {
      int next = list.get(i + 1).opcode() == 0x81 ? i + 2 : i + 1;
      if (list.get(i).opcode() == 0x63
          && list.get(next).opcode() == Opcode.EQ
          && list.get(next + 2).opcode() == Opcode.JUMPI) {
        found.put(
            list.get(i).pushedValue().intValue(), list.get(next + 1).pushedValue().intValue());
      }
    }
    return found;
  }

  @Test
  void findsAFunctionInlinedBehindAComparisonBySubtraction() {
    byte[] code = PatchCase.of("own-uups-init").oldCode();
    Disassembly disassembly = Disassembly.of(code);
    int entry = new SelectorEntry(code, disassembly).find(0xf2fde38b);
    Instruction jumpi =
        disassembly.instructions().get(disassembly.indexAt(entry).orElseThrow() - 1);
    assertEquals(Opcode.JUMPI, jumpi.opcode());
  }

  @Test
  void refusesASelectorThatTheCodeDoesNotHave() {
    byte[] code = PatchCase.of("token-overflow").oldCode();
    SelectorEntry entries = new SelectorEntry(code, Disassembly.of(code));
    GuardException e = assertThrows(GuardException.class, () -> entries.find(0x12345678));
    assertTrue(e.toString().contains("0x12345678"), e.toString());
  }

  @Test
  void computesSelectorsOfSignatures() {
    assertEquals(0xa9059cbb, Selectors.of("transfer(address, uint256)"));
    assertEquals(0x83f12fec, Selectors.of("batchTransfer(address[],uint256)"));
  }
}
