// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.CaseFiles;
import dev.suture.attestation.patch.CaseFolder;
import dev.suture.attestation.patch.CaseScenarios;
import dev.suture.attestation.patch.Patch;
import dev.suture.attestation.patch.PublicCase;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.attestation.scenario.Conclusion;
import dev.suture.prover.Prover;
import dev.suture.prover.Provers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What would be proven of the case collection, its wrong patches included; nothing is proven. */
class CasePlanIT {
  private static final Path CASES =
      Path.of(System.getenv().getOrDefault("SUTURE_SHARED", "../../shared"), "cases");
  private static final String SCENARIOS =
      "properties: {exploit.blocked: {}, behaviour.preserved: {}}";
  private static final Prover PROVER = Provers.jni();

  @AfterAll
  static void close() {
    PROVER.close();
  }

  private static Stream<Path> folders(Path parent, String file) throws IOException {
    try (Stream<Path> folders = Files.list(parent)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve(file)))
          .sorted()
          .toList()
          .stream();
    }
  }

  static Stream<String> patches() throws IOException {
    return folders(CASES, "case.json")
        .flatMap(
            folder ->
                new CaseFiles(folder)
                    .labels().stream().map(label -> folder.getFileName() + "/" + label));
  }

  static Stream<Path> wrongPatches() throws IOException {
    return folders(CASES.resolve("wrong"), "negative.json");
  }

  private static Patch patch(String name) {
    String[] parts = name.split("/", -1);
    CaseFolder folder = CaseFolder.read(CASES.resolve(parts[0]), Optional.of(parts[1]));
    return new Patch(folder.oldCode(), folder.newCode(), folder.scenarios());
  }

  private static ProofPlan plan(Patch patch, Optional<String> properties) {
    return new PropertyCompiler(PROVER).plan(patch, properties.map(PropertyFile::parse));
  }

  /** Every scenario of every patch fits a shape. */
  @ParameterizedTest
  @MethodSource("patches")
  void plansEveryPatchWithAllItsScenarios(String name) {
    Patch patch = patch(name);
    CaseScenarios scenarios = patch.requireCase();
    ProofPlan plan = plan(patch, Optional.empty());
    assertTrue(plan.accepted(), plan.reasons()::toString);
    assertEquals(2 + scenarios.benign(), plan.proofs().size());
    assertEquals("code", plan.proofs().getFirst().name());
    assertEquals("exploit", plan.proofs().get(1).name());
    assertTrue(plan.labels().contains("sampled"));
    assertEquals(plan.properties().guardOnly(), plan.labels().contains("contained"));
  }

  /** Refused before anything is proven; a backdoor that no scenario meets is sampled, no more. */
  @ParameterizedTest
  @MethodSource("wrongPatches")
  void refusesWrongPatchesOrLabelsThemAsSampledOnly(Path folder) throws IOException {
    JsonNode wrong = new ObjectMapper().readTree(folder.resolve("negative.json").toFile());
    CaseFiles files = new CaseFiles(CASES.resolve(wrong.path("case").asText()));
    String hex = Files.readString(folder.resolve("new.runtime.hex"));
    Patch patch =
        new Patch(
            files.oldCode(),
            RuntimeCode.fromHex("new code", hex),
            Optional.of(CaseScenarios.parse("case.json", files.caseJson())));
    ProofPlan plan = plan(patch, Optional.empty());
    if (wrong.path("passesScenarios").asBoolean()) {
      assertTrue(plan.accepted(), plan.reasons()::toString);
      assertEquals(List.of("sampled"), plan.labels());
      return;
    }
    assertEquals(Conclusion.NOT_MET, plan.conclusion());
    String kind = wrong.path("kind").asText();
    assertTrue(
        plan.reasons().stream().anyMatch(reason -> reason.startsWith(kind)),
        plan.reasons()::toString);
  }

  @Test
  void saysWhatWasLeftOutOfARecompiledPatch() {
    ProofPlan plan = plan(patch("counter-underflow/checked"), Optional.empty());
    assertTrue(plan.accepted());
    assertEquals(List.of("sampled"), plan.labels());
    assertTrue(
        plan.reasons().stream().anyMatch(reason -> reason.startsWith("code.guardOnly")),
        plan.reasons()::toString);
  }

  private static String preserving(String selectors) {
    return "version: 1\nproperties: {behaviour.preserved: {selectors: [%s]}}".formatted(selectors);
  }

  private static List<String> shown(ProofPlan plan) {
    return plan.proofs().stream()
        .filter(PlannedProof.OfScenario.class::isInstance)
        .map(proof -> ((PlannedProof.OfScenario) proof).input().selectors().toString())
        .toList();
  }

  /** put() is called in the last scenario only, take(uint256) in all of them. */
  @Test
  void givesEachSelectorToTheFirstScenarioThatShowsIt() {
    Patch patch = patch("counter-underflow/guard");
    ProofPlan plan = plan(patch, Optional.of(preserving("'put()', 'take(uint256)'")));
    assertTrue(plan.accepted(), plan.reasons()::toString);
    assertEquals(List.of("0x4fd9efc4", "", "0x549262ba"), shown(plan));
  }

  @Test
  void namesTheSelectorThatNoScenarioShows() {
    Patch patch = patch("counter-underflow/guard");
    ProofPlan plan = plan(patch, Optional.of(preserving("'take(uint256)', 'sweep()'")));
    assertEquals(Conclusion.NOT_MET, plan.conclusion());
    assertEquals(
        List.of(
            "behaviour.preserved: no benign scenario shows a call of sweep() (0x35faa416) that"
                + " succeeds"),
        plan.reasons());
  }

  /** What is published is a case of its own, and none of the others is public. */
  @Test
  void plansPublicScenariosInACaseOfTheirOwn() {
    ProofPlan plan =
        plan(
            patch("simple-reentrancy/lock"),
            Optional.of("version: 1\nscenarios: {benign: public}\n" + SCENARIOS));
    assertTrue(plan.accepted(), plan.reasons()::toString);
    for (PlannedProof proof : plan.proofs().subList(1, plan.proofs().size())) {
      PlannedProof.OfScenario runs = (PlannedProof.OfScenario) proof;
      assertEquals(runs.name().startsWith("benign"), runs.input().isPublic());
      if (runs.input().isPublic()) {
        PublicCase.require("case", runs.input().caseJson());
      }
    }
  }

  private static Patch withExpected(String conditions) throws IOException {
    Patch patch = patch("counter-underflow/guard");
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(patch.requireCase().json());
    ObjectNode expected = json.putArray("expected").addObject().put("label", "refuses");
    expected.set("transactions", json.path("exploit"));
    expected.set("conditions", new ObjectMapper().readTree(conditions));
    json.set("safe", new ObjectMapper().readTree(conditions));
    byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
    return new Patch(
        patch.oldCode(), patch.newCode(), Optional.of(CaseScenarios.parse("case.json", text)));
  }

  @Test
  void plansWhatIsSafeAndExpectedByDefault() throws IOException {
    ProofPlan plan = plan(withExpected("[{\"tx\":0,\"status\":0}]"), Optional.empty());
    assertTrue(plan.accepted(), plan.reasons()::toString);
    PlannedProof.OfScenario exploit = (PlannedProof.OfScenario) plan.proofs().get(1);
    assertEquals(List.of("transaction 0 fails"), exploit.safe().orElseThrow().words());
    assertEquals("expected 0", plan.proofs().getLast().name());
  }

  @Test
  void rejectsWhatIsNeitherSafeNorExpected() throws IOException {
    ProofPlan plan = plan(withExpected("[{\"tx\":0,\"status\":1}]"), Optional.empty());
    assertEquals(Conclusion.NOT_MET, plan.conclusion());
    for (String name : List.of("exploit: ", "expected 0: ")) {
      assertTrue(
          plan.reasons().stream().anyMatch(reason -> reason.startsWith(name)),
          plan.reasons()::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({"exec-1k,exec-1k", "exec-4k,exec-4k"})
  void provesInALargerShapeWhereOneIsAsked(String asked, String expected) {
    ProofPlan plan =
        plan(
            patch("counter-underflow/guard"),
            Optional.of("version: 1\nscenarioShape: " + asked + "\n" + SCENARIOS));
    assertEquals(expected, plan.proofs().get(1).shape().name());
    assertEquals(expected, plan.proofs().getLast().shape().name());
  }

  @Test
  void isInconclusiveInAShapeThatIsTooSmallUnlessTheFileSkipsIt() {
    Patch patch = patch("timelock-overflow/bound");
    String small = "version: 1\nscenarioShape: exec-1k\n";
    ProofPlan plan = plan(patch, Optional.of(small + SCENARIOS));
    assertEquals(Conclusion.INCONCLUSIVE, plan.conclusion());
    assertTrue(plan.reasons().getFirst().endsWith("needs the larger shape exec-4k"));
    ProofPlan skipping = plan(patch, Optional.of(small + "inconclusive: skip\n" + SCENARIOS));
    assertTrue(skipping.accepted());
    assertEquals(plan.proofs().size(), skipping.proofs().size());
    assertEquals("left out: " + plan.reasons().getFirst(), skipping.reasons().getFirst());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scenarioShape: exec-9k | scenarioShape: unknown",
        "inconclusive: perhaps  | inconclusive: expected refuse or skip",
      })
  void refusesWhatItDoesNotKnow(String line, String expected) {
    Patch patch = patch("counter-underflow/guard");
    MalformedInputException e =
        assertThrows(
            MalformedInputException.class,
            () -> plan(patch, Optional.of("version: 1\n" + line + "\n" + SCENARIOS)));
    assertTrue(String.valueOf(e.getMessage()).startsWith(expected), e::getMessage);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"target\":\"0x00\",\"exploit\":[],\"benign\":[]} | case_json: has no exploit",
        "{\"target\":\"0x00\",\"exploit\":[{}],\"benign\":[]} | case_json: has no benign",
        "{\"target\":\"0x00\",\"exploit\":[{}],\"benign\":[[{}]]} | case_json: target: has 1"
            + " bytes, expected 20",
        "{\"target\":\"0x00000000000000000000000000000000000000aa\",\"exploit\":[{}],"
            + "\"benign\":[[{}]]} | case_json: malformed input: case",
      })
  void refusesACaseWithoutWhatIsDemanded(String json, String expected) {
    Patch codes = patch("counter-underflow/guard");
    CaseScenarios scenarios =
        CaseScenarios.parse("case_json", json.getBytes(StandardCharsets.UTF_8));
    Patch patch = new Patch(codes.oldCode(), codes.newCode(), Optional.of(scenarios));
    MalformedInputException e =
        assertThrows(
            MalformedInputException.class,
            () -> plan(patch, Optional.of("version: 1\n" + SCENARIOS)));
    assertTrue(String.valueOf(e.getMessage()).startsWith(expected), e::getMessage);
  }

  @Test
  void needsACaseForClaimsAboutScenarios() {
    Patch codes = patch("counter-underflow/guard");
    Patch bare = Patch.of(codes.oldCode(), codes.newCode());
    MalformedInputException e =
        assertThrows(
            MalformedInputException.class,
            () -> plan(bare, Optional.of("version: 1\n" + SCENARIOS)));
    assertTrue(String.valueOf(e.getMessage()).startsWith("case_json: is missing"), e::getMessage);
  }
}
