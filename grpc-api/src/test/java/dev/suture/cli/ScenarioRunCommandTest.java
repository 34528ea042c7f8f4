// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command on a tiny case: a target that stores the first word of the call data at slot 0. */
class ScenarioRunCommandTest {
  private static final String OLD = "5f355f5500";

  /** As OLD, but reverts for a call with data. */
  private static final String GUARDED = "366009575f355f55005b5f5ffd";

  /** As OLD, but reverts always. */
  private static final String REFUSES = "5f5ffd";

  private static final String CREATES = "5f5f5ff0";
  private static final String TARGET = "0x" + "00".repeat(19) + "aa";
  private static final String EXPLOIT_DATA = "0x" + "00".repeat(28) + "deadbeef";

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void writeCase() throws IOException {
    file("case.json", caseJson());
    file("old.runtime.hex", OLD + "\n");
  }

  private static String caseJson() {
    return """
    {"name": "tiny", "hardfork": "osaka", "target": "TARGET",
     "env": {"number": 1, "timestamp": 1, "chainid": 1, "coinbase": "SENDER", "basefee": "0x0",
             "prevrandao": "0x0", "gaslimit": 60000000},
     "pre": {"TARGET": {"balance": "0x0", "code": "0x5f355f5500", "storage": {"0x5ec7e7": "0x1"}}},
     "exploit": [{"from": "SENDER", "to": "TARGET", "value": "0x0", "data": "DATA", "gas": 100000}],
     "benign": [[{"from": "SENDER", "to": "TARGET", "value": "0x0", "data": "0x", "gas": 100000}]],
     "benignLabels": ["clears the slot"],
     "exploitSucceeded": [{"address": "TARGET", "slot": "0x0", "op": "==", "value": "0xdeadbeef"}]}
    """
        .replace("TARGET", TARGET)
        .replace("SENDER", "0x" + "00".repeat(19) + "bb")
        .replace("DATA", EXPLOIT_DATA);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private CliRun run(String... more) {
    return CliRun.of(more, "scenario", "run", folder.toString());
  }

  @Test
  void showsBothRunsSideBySide() throws IOException {
    file("new.runtime.hex", GUARDED);
    CliRun run = run();
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(
        """
        patch, 13 bytes: met
          exploit: blocked by revert
                              old code                            new code
            harm              yes                                 no
            transaction 0     success                             failure
            logs              0                                   0
            steps             5                                   7
            keccak            0                                   0
            frames            1                                   1
          benign 0 (clears the slot): preserved
                              old code                            new code
            transaction 0     success                             success
            logs              0                                   0
            steps             5                                   8
            keccak            0                                   0
            frames            1                                   1

        verdict: met  (a native run: nothing is proven)
        """,
        run.out());
  }

  @Test
  void showsWhatIsSafeAndWhatIsExpected() throws IOException {
    file("new.runtime.hex", GUARDED);
    file(
        "case.json",
        withMore(
            """
            "safe": [{"address": "TARGET", "slot": "0x0", "op": "==", "value": "pre"}],
            "expected": [{"label": "refuses data", "conditions": [{"tx": 0, "status": 0}],
              "transactions": [{"from": "TARGET", "to": "TARGET", "value": "0x0", "data": "0x00",
                                "gas": 100000}]}]\
            """));
    CliRun run = run();
    assertEquals(0, run.exitCode(), run.err() + run.out());
    assertTrue(run.out().contains("    safe              no   "), run.out());
    assertTrue(run.out().contains("  expected 0 (refuses data): as expected"), run.out());
    JsonNode scenarios = run("--json").json().at("/patches/0/scenarios");
    assertTrue(scenarios.at("/0/new/safe").asBoolean() && !scenarios.at("/0/old/safe").asBoolean());
    assertTrue(scenarios.at("/1/new/safe").isMissingNode());
    assertEquals("expected", scenarios.at("/2/kind").asText());
    assertTrue(scenarios.at("/2/new/expected").asBoolean());
  }

  @Test
  void saysWhatIsNeitherSafeNorExpected() throws IOException {
    file("new.runtime.hex", GUARDED);
    file(
        "case.json",
        withMore(
            """
            "safe": [{"address": "TARGET", "slot": "0x0", "op": "==", "value": "0x1"}],
            "expected": [{"label": "takes all", "conditions": [{"tx": 0, "status": 1}],
              "transactions": [{"from": "TARGET", "to": "TARGET", "value": "0x0", "data": "0x00",
                                "gas": 100000}]}]\
            """));
    CliRun run = run();
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.out().contains("  exploit: unsafe on new"), run.out());
    assertTrue(run.out().contains("  expected 0 (takes all): not as expected"), run.out());
  }

  private static String withMore(String members) {
    String json = caseJson().strip();
    return json.substring(0, json.length() - 1) + ", " + members.replace("TARGET", TARGET) + "}";
  }

  @Test
  void letsACheckerJudgeTheExploit() throws IOException {
    file("new.runtime.hex", GUARDED);
    String yes = file("yes.hex", "60015f5260205ff3").toString();
    String no = file("no.json", "{\"deployedBytecode\": \"0x5f5f5260205ff3\"}").toString();
    CliRun both = run("--checker", yes);
    assertEquals(0, both.exitCode(), both.err());
    assertTrue(both.out().contains("    transaction 1     success 0x1"), both.out());
    CliRun harmless = run("--checker", yes, "--checker", no);
    assertEquals(1, harmless.exitCode(), harmless.err());
    assertTrue(harmless.out().contains("exploit: not harmful on old"), harmless.out());
  }

  @Test
  void printsOneObjectForPrograms() throws IOException {
    file("new.runtime.hex", GUARDED);
    JsonNode json = run("--json").json();
    assertEquals("met", json.path("status").asText());
    assertFalse(json.path("proven").asBoolean(true));
    JsonNode exploit = json.at("/patches/0/scenarios/0");
    assertEquals("blocked", exploit.path("verdict").asText());
    assertEquals("revert", exploit.path("blockedBy").asText());
    assertTrue(exploit.at("/old/harm").asBoolean());
    assertFalse(exploit.at("/new/harm").asBoolean(true));
    assertEquals("0x0", exploit.at("/differences/1/new").asText());
    assertEquals("preserved", json.at("/patches/0/scenarios/1/verdict").asText());
  }

  @Test
  void runsAllPatchesOrTheOneThatIsNamed() throws IOException {
    file("new.good.runtime.hex", GUARDED);
    file("new.bad.runtime.hex", REFUSES);
    CliRun all = run();
    assertEquals(1, all.exitCode(), all.err());
    assertTrue(all.out().contains("patch bad, 3 bytes: not met"), all.out());
    assertTrue(all.out().contains("patch good, 13 bytes: met"), all.out());
    assertEquals(0, run("--new", "good").exitCode());
    assertEquals(1, run("--new", "bad").exitCode());
  }

  @Test
  void saysWhatBenignUseShowsDifferently() throws IOException {
    file("new.runtime.hex", REFUSES);
    CliRun run = run();
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.out().contains("benign 0 (clears the slot): differs"), run.out());
    assertTrue(run.out().contains("differs: transaction 0: status"), run.out());
  }

  @Test
  void saysThatTheExploitStillSucceeds() throws IOException {
    CliRun run = run("--new-code", file("same.hex", OLD).toString());
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.out().contains("exploit: succeeds on new"), run.out());
  }

  @Test
  void endsInconclusiveWithCauseAndSide() throws IOException {
    file("new.runtime.hex", CREATES);
    CliRun run = run();
    assertEquals(3, run.exitCode(), run.err());
    assertTrue(run.out().contains("inconclusive on new code (create): "), run.out());
    JsonNode json = run("--json").json();
    assertEquals("inconclusive", json.path("status").asText());
    assertEquals("create", json.at("/patches/0/scenarios/0/new/inconclusive/cause").asText());
    assertTrue(json.at("/patches/0/scenarios/0/old/inconclusive").isMissingNode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          deadbeef", "gas"   | deadbee", "gas"    | exploit[0].data: expected 0x and an even number of hex digits
          "op": "=="         | "op": "="          | exploitSucceeded[0].op: expected one of == != < <= > >=
          "hardfork": "osaka"| "hardfork": "paris"| hardfork: expected "osaka"
          "target": "0x00    | "target": "0x11    | target: expected an account of pre
          "target"           | "targets"          | expected only name, hardfork, target
          "exploitSucceeded" | "succeeded"        | expected only name, hardfork, target
          "pre": {           | "pre": {"x": {},   | pre: expected an address
          "0x5ec7e7": "0x1"  | "0x5ec7e7": "0x"   | pre.….storage.…: expected a number
          "code": "0x5f35    | "code": "0x5f36    | code of the target: expected the old code
          {"name"            | "name"             | not JSON, expected one object
          """)
  void namesFieldAndRuleOfAMalformedCase(String from, String to, String expected)
      throws IOException {
    file("new.runtime.hex", GUARDED);
    file("case.json", caseJson().replace(from, to));
    assertRefused(run("--json"), expected);
  }

  @Test
  void refusesMalformedFiles() throws IOException {
    assertRefused(run("--json"), "new code: is missing");
    file("new.runtime.hex", GUARDED.substring(1));
    assertRefused(run("--json"), "new code: has an odd number of hex digits");
    file("new.runtime.hex", "zz");
    assertRefused(run("--json"), "new code: is not hexadecimal");
    file("new.runtime.hex", "00".repeat(24_577));
    assertRefused(run("--json"), "new code: has 24577 bytes");
    file("new.runtime.hex", GUARDED);
    assertRefused(run("--json", "--new", "x"), "label: \"x\" is not in the folder");
    assertRefused(run("--json", "--new-code", "nowhere"), "new code: there is no file nowhere");
    assertRefused(run("--json", "--new", "x", "--new-code", "y"), "give one");
    Files.delete(folder.resolve("case.json"));
    assertRefused(run("--json"), "case.json: cannot be read");
    assertRefused(
        CliRun.of(new String[0], "scenario", "run", "nowhere", "--json"), "there is no folder");
    assertEquals(2, CliRun.of(new String[0], "scenario").exitCode());
    assertEquals(2, CliRun.of(new String[0], "scenario", "run").exitCode());
  }

  /** Exit code 2, one sentence, and nothing in it that the case or the codes hold. */
  private static void assertRefused(CliRun run, String expected) {
    assertEquals(2, run.exitCode(), run.out());
    assertEquals("bad-input", run.json().path("status").asText());
    assertTrue(run.err().contains(expected), run.err());
    assertEquals(1, run.err().strip().lines().count(), run.err());
    String all = run.out() + run.err();
    assertFalse(all.contains("Exception"), all);
    assertFalse(all.contains("deadbee") || all.contains("5f35") || all.contains("5ec7"), all);
  }
}
