// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.CaseFiles;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.prover.Prover;
import dev.suture.prover.ProverInputException;
import dev.suture.prover.Provers;
import dev.suture.prover.ScenarioComparison;
import dev.suture.prover.ScenarioComparison.Divergence;
import dev.suture.prover.ScenarioInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case and every wrong patch of the collection, through the native interpreter. */
class ScenarioRunnerIT {
  /** Patches after which no call of the target reverts first. */
  private static final Set<String> BLOCKED_BY_OUTCOME =
      Set.of("own-erc4626-ir/virtualshares", "own-bank-reentrancy/cei-ir", "evmpatch-bec/safemath");

  private static final Prover PROVER = Provers.jni();
  private static final ScenarioRunner RUNNER = new ScenarioRunner(PROVER);

  @AfterAll
  static void close() {
    PROVER.close();
  }

  record Patch(Path folder, String label) {
    String name() {
      return folder.getFileName() + "/" + label;
    }

    @Override
    public String toString() {
      return name();
    }
  }

  static List<Patch> patches() {
    return SharedCases.cases().stream()
        .flatMap(
            folder ->
                new CaseFiles(folder).labels().stream().map(label -> new Patch(folder, label)))
        .toList();
  }

  static Stream<Path> wrongPatches() {
    return SharedCases.wrongPatches().stream();
  }

  @Test
  void findsTheWholeCollection() {
    assertTrue(SharedCases.cases().size() >= 14, SharedCases.cases().toString());
    assertTrue(patches().size() >= 25, patches().toString());
    assertTrue(SharedCases.wrongPatches().size() >= 24);
  }

  @ParameterizedTest
  @MethodSource("patches")
  void blocksTheExploitAndPreservesBenignUse(Patch patch) {
    ScenarioReport report = RUNNER.run(new CaseFiles(patch.folder()), patch.label());
    assertEquals(Conclusion.MET, report.conclusion(), verdicts(report).toString());
    JudgedScenario exploit = report.scenarios().getFirst();
    assertEquals(ScenarioVerdict.BLOCKED, exploit.verdict());
    Divergence expected =
        BLOCKED_BY_OUTCOME.contains(patch.name()) ? Divergence.OUTCOME : Divergence.REVERT;
    assertEquals(Optional.of(expected), exploit.blockedBy());
    assertTrue(report.scenarios().size() > 1);
    report
        .scenarios()
        .subList(1, report.scenarios().size())
        .forEach(benign -> assertEquals(ScenarioVerdict.PRESERVED, benign.verdict()));
  }

  @ParameterizedTest
  @MethodSource("patches")
  void doesNotTakeTheOldCodeForAPatch(Patch patch) {
    CaseFiles files = new CaseFiles(patch.folder());
    ScenarioReport report = RUNNER.run(files, "old", files.oldCode());
    assertEquals(Conclusion.NOT_MET, report.conclusion());
    assertEquals(ScenarioVerdict.SUCCEEDS_ON_NEW, report.scenarios().getFirst().verdict());
  }

  @ParameterizedTest
  @MethodSource("wrongPatches")
  void refusesAWrongPatchForItsReason(Path folder) throws IOException {
    JsonNode wrong = new ObjectMapper().readTree(folder.resolve("negative.json").toFile());
    CaseFiles files = new CaseFiles(SharedCases.named(wrong.path("case").asText()));
    String hex = Files.readString(folder.resolve("new.runtime.hex"));
    ScenarioReport report = RUNNER.run(files, "wrong", RuntimeCode.fromHex("new code", hex));
    assertEquals(reasons(wrong), failed(report), verdicts(report).toString());
    boolean passes = wrong.path("passesScenarios").asBoolean();
    assertEquals(passes ? Conclusion.MET : Conclusion.NOT_MET, report.conclusion());
  }

  /** What negative.json says in words: the exploit, and the numbers of benign scenarios. */
  private static Set<String> reasons(JsonNode wrong) {
    Set<String> reasons = new TreeSet<>();
    for (JsonNode reason : wrong.path("refusedBecause")) {
      String text = reason.asText();
      reasons.add(text.startsWith("benign") ? text.substring(0, text.indexOf(' ')) : text);
    }
    return reasons;
  }

  private static Set<String> failed(ScenarioReport report) {
    Set<String> failed = new TreeSet<>();
    List<ScenarioVerdict> verdicts = verdicts(report);
    for (int i = 0; i < verdicts.size(); i++) {
      switch (verdicts.get(i)) {
        case SUCCEEDS_ON_NEW -> failed.add("exploit succeeds on new");
        case DIFFERS -> failed.add("benign" + (i - 1));
        case BLOCKED, PRESERVED -> {}
        default -> failed.add(verdicts.get(i).name());
      }
    }
    return failed;
  }

  private static List<ScenarioVerdict> verdicts(ScenarioReport report) {
    return report.scenarios().stream().map(JudgedScenario::verdict).toList();
  }

  @Test
  void saysThatAnExploitDoesNoHarmOnTheOldCode() {
    CaseFiles files = new CaseFiles(SharedCases.named("counter-underflow"));
    RuntimeCode patched = files.newCode("guard");
    byte[] swapped = swap(files.caseJson(), files.oldCode(), patched);
    ScenarioComparison exploit =
        PROVER
            .runScenarios(new ScenarioInput(swapped, patched.bytes(), files.oldCode().bytes()))
            .getFirst();
    assertEquals(ScenarioVerdict.NOT_HARMFUL_ON_OLD, ScenarioVerdict.of(exploit, false));
  }

  private static byte[] swap(byte[] json, RuntimeCode from, RuntimeCode to) {
    HexFormat hex = HexFormat.of();
    return new String(json, StandardCharsets.UTF_8)
        .replace(hex.formatHex(from.bytes()), hex.formatHex(to.bytes()))
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void isInconclusiveWhereTheNewCodeCreates() {
    CaseFiles files = new CaseFiles(SharedCases.named("counter-underflow"));
    RuntimeCode creates = RuntimeCode.fromHex("new code", "5f5f5ff0");
    ScenarioReport report = RUNNER.run(files, "creates", creates);
    assertEquals(Conclusion.INCONCLUSIVE, report.conclusion());
    assertEquals(
        "create",
        report.scenarios().getFirst().runs().onNew().inconclusive().orElseThrow().cause());
  }

  @Test
  void keepsCodeAndScenariosOutOfTextFormsAndFailures() throws IOException {
    CaseFiles files = new CaseFiles(SharedCases.named("counter-underflow"));
    List<String> texts = new ArrayList<>();
    texts.add(RUNNER.runAll(files).toString());
    String json = Files.readString(files.folder().resolve("case.json"));
    for (int cut = 1; cut < json.length(); cut += json.length() / 97) {
      texts.add(failure(json.substring(0, cut), files));
      texts.add(failure(json.substring(0, cut) + "deadbeef" + json.substring(cut), files));
    }
    for (String text : texts) {
      assertFalse(text.matches("(?s).*[0-9a-fA-F]{8}.*"), text);
    }
  }

  private static String failure(String json, CaseFiles files) {
    try {
      return PROVER
          .runScenarios(
              new ScenarioInput(
                  json.getBytes(StandardCharsets.UTF_8),
                  files.oldCode().bytes(),
                  files.newCode("guard").bytes()))
          .toString();
    } catch (ProverInputException e) {
      return e.toString();
    }
  }

  @Test
  void namesALabelThatIsNotThere() {
    CaseFiles files = new CaseFiles(SharedCases.named("counter-underflow"));
    MalformedInputException e =
        assertThrows(MalformedInputException.class, () -> RUNNER.run(files, "none"));
    assertEquals(
        "label: \"none\" is not in the folder, which has [checked, guard]", e.getMessage());
  }
}
