// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.suture.attestation.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CaseScenariosTest {
  private static CaseScenarios parse(String more) {
    String json = "{\"target\":\"0x01\",\"exploit\":[{}],\"benign\":[[],[]]%s}".formatted(more);
    return CaseScenarios.parse("case", json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void numbersTheExpectedScenariosBehindTheBenignOnes() {
    CaseScenarios all = parse(",\"expected\":[{},{}]");
    assertEquals(List.of(-1, 0, 1, 2, 3), all.numbers(true, true, true));
    assertEquals(List.of(2, 3), all.numbers(false, false, true));
    assertEquals(List.of(-1, 0, 1), all.numbers(true, true, false));
    assertEquals(
        List.of("exploit", "benign 0", "benign 1", "expected 0", "expected 1"),
        all.numbers(true, true, true).stream().map(all::name).toList());
  }

  @Test
  void takesWhatIsNotThereAsNone() {
    CaseScenarios plain = parse("");
    assertEquals(0, plain.expected());
    assertEquals(Optional.empty(), plain.safe());
    assertEquals(Optional.empty(), parse(",\"safe\":[]").safe());
    assertTrue(
        parse(",\"safe\":[ {\"tx\": 0} ]").safe().filter("[{\"tx\":0}]"::equals).isPresent());
  }

  @Test
  void refusesWhatIsNoList() {
    for (String field : List.of("safe", "expected")) {
      MalformedInputException e =
          assertThrows(
              MalformedInputException.class, () -> parse(",\"" + field + "\":\"deadbeef\""));
      assertEquals("case: " + field + " is missing or no list", e.getMessage());
    }
  }

  @Test
  void showsNothingOfTheCaseAsText() {
    assertFalse(parse(",\"safe\":[{\"tx\":77}]").toString().contains("7"));
  }
}
