// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What native runs of scenarios give over every binding. */
class ScenarioRunsTest {
  /** Stores the first word of the call data at slot 0. */
  private static final byte[] OLD = HexFormat.of().parseHex("5f355f5500");

  /**
   * Reverts where the call data is longer than nothing, else does as OLD: CALLDATASIZE PUSH1 7
   * JUMPI …
   */
  private static final byte[] GUARDED = HexFormat.of().parseHex("366009575f355f55005b5f5ffd");

  private static final byte[] CREATES = HexFormat.of().parseHex("5f5f5ff0");

  static Stream<Arguments> bindings() {
    return Stream.of(Arguments.of("JNI", Provers.jni()), Arguments.of("JNA", Provers.jna()));
  }

  private static String tinyCase() throws Exception {
    return Files.readString(Path.of("src/test/vectors/tiny-case.json"));
  }

  private static ScenarioInput input(String json, byte[] newCode) {
    return new ScenarioInput(json.getBytes(StandardCharsets.UTF_8), OLD, newCode);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bindings")
  void comparesOldAndNewCode(String binding, Prover prover) throws Exception {
    List<ScenarioComparison> runs = prover.runScenarios(input(tinyCase(), GUARDED));
    assertEquals(2, runs.size(), binding);
    ScenarioComparison exploit = runs.getFirst();
    assertEquals(ScenarioComparison.Kind.EXPLOIT, exploit.kind());
    assertEquals(Optional.of(ScenarioComparison.Divergence.REVERT), exploit.divergence());
    assertTrue(exploit.onOld().harm());
    assertFalse(exploit.onNew().harm());
    assertEquals(5, exploit.onOld().steps());
    assertEquals(1, exploit.onOld().frames());
    assertTrue(exploit.onOld().transactions().getFirst().success());
    assertFalse(exploit.onNew().transactions().getFirst().success());
    assertEquals(
        List.of(
            "transaction 0: status",
            "account 0x00000000000000000000000000000000000000aa: slot 0x0"),
        exploit.differences().stream().map(Difference::what).toList());
    ScenarioComparison benign = runs.getLast();
    assertEquals(ScenarioComparison.Kind.BENIGN, benign.kind());
    assertEquals("clears the slot", benign.label());
    assertEquals(Optional.of(ScenarioComparison.Divergence.SAME), benign.divergence());
    assertEquals(List.of(), benign.differences());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bindings")
  void saysWhyARunIsInconclusiveAndOnWhichSide(String binding, Prover prover) throws Exception {
    ScenarioComparison run = prover.runScenarios(input(tinyCase(), CREATES)).getFirst();
    assertEquals(Optional.empty(), run.onOld().inconclusive(), binding);
    assertEquals("create", run.onNew().inconclusive().orElseThrow().cause());
    assertEquals(Optional.empty(), run.divergence());
    assertEquals(List.of(), run.differences());
    assertFalse(run.onNew().harm());
    assertTrue(run.onOld().harm());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bindings")
  void namesTheFieldOfAMalformedCaseButNotItsValue(String binding, Prover prover) throws Exception {
    String cut = tinyCase().replace("00deadbeef\", \"gas\"", "00deadbee\", \"gas\"");
    ProverInputException e =
        assertThrows(
            ProverInputException.class, () -> prover.runScenarios(input(cut, GUARDED)), binding);
    assertEquals(
        "malformed input: case.json: exploit[0].data: expected 0x and an even number of hex digits",
        e.getMessage());
    assertThrows(
        ProverInputException.class, () -> prover.runScenarios(input(tinyCase(), new byte[0])));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bindings")
  void keepsThePrivateCaseOutOfTextForms(String binding, Prover prover) throws Exception {
    ScenarioInput input = input(tinyCase(), GUARDED);
    String texts = input.toString() + prover.runScenarios(input);
    for (ScenarioComparison run : prover.runScenarios(input)) {
      texts += run.onOld() + "" + run.onNew() + run.differences();
    }
    assertFalse(texts.matches("(?s).*(deadbeef|5f355f55|slot).*"), binding + texts);
  }
}
