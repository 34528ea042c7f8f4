// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.suture.attestation.guard.Guard.CheckedArithmetic.Operation;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardFileTest {

  @Test
  void readsEveryGuardAtBothKindsOfPlace() {
    GuardFile file =
        GuardFile.fromYaml(
            """
            guards:
              - before: 0x0943
                checked: MUL
              - selector: 0x83f12fec
                revertIfArgumentAbove: {argument: 1, cap: 1_000}
              - selector: "transfer(address,uint256)"
                requireSlot: {slot: "0xf0", equals: 7}
              - selector: 0x00000001
                revertAlways: true
            """);
    assertEquals(
        List.of(
            new PlacedGuard(
                new GuardSite.BeforePc(0x943), new Guard.CheckedArithmetic(Operation.MUL)),
            new PlacedGuard(
                new GuardSite.EntryOf(0x83f12fec),
                new Guard.RevertIfArgumentAbove(1, BigInteger.valueOf(1000))),
            new PlacedGuard(
                new GuardSite.EntryOf(0xa9059cbb),
                new Guard.RequireSlot(BigInteger.valueOf(0xf0), BigInteger.valueOf(7))),
            new PlacedGuard(new GuardSite.EntryOf(1), new Guard.RevertAlways())),
        file.guards());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          guards: []                                                              | at least one
          guards: 3                                                               | expected a list
          guard: []                                                               | unknown field guard
          guards: [{before: 1}]                                                   | guards[0]: expected exactly one of
          guards: [{before: 1, selector: 2, revertAlways: true}]                  | expected exactly one of [before, selector]
          guards: [{before: -1, revertAlways: true}]                              | guards[0].before: expected a number
          guards: [{before: x, revertAlways: true}]                               | guards[0].before: expected a number
          guards: [{before: 0x1ffffffff, revertAlways: true}]                     | guards[0].before: expected a small number
          guards: [{selector: 0x123456789, revertAlways: true}]                   | expected a 4-byte selector
          guards: [{before: 1, checked: DIV}]                                     | expected ADD, SUB or MUL, got DIV
          guards: [{before: 1, revertAlways: false}]                              | expected true
          guards: [{before: 1, revertIfArgumentAbove: {argument: 0}}]             | guards[0].revertIfArgumentAbove.cap
          guards: [{before: 1, revertIfArgumentAbove: {argument: 256, cap: 1}}]   | expected 0 to 255
          guards: [{before: 1, requireSlot: {slot: 1, equals: 2, when: 3}}]       | unknown field when
          guards: [                                                               | not YAML
          """)
  void namesTheFieldThatIsWrong(String yaml, String expected) {
    GuardException e = assertThrows(GuardException.class, () -> GuardFile.fromYaml(yaml));
    assertTrue(e.toString().contains(expected), e.toString());
  }

  @Test
  void refusesAValueAboveAWord() {
    String yaml =
        "guards: [{before: 1, requireSlot: {slot: '0x1" + "0".repeat(64) + "', equals: 2}}]";
    GuardException e = assertThrows(GuardException.class, () -> GuardFile.fromYaml(yaml));
    assertTrue(e.toString().contains("requireSlot.slot"), e.toString());
  }
}
