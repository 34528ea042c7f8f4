// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.suture.server.LocalSuture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions of harm in Solidity, compiled by solc, from a native run to an audit. */
class CheckerIT {
  private static final Path SOURCE = Path.of("src/test/resources/checker/Solvency.sol");
  private static final Path CASE =
      Path.of(
          System.getenv().getOrDefault("SUTURE_SHARED", "../../shared"), "cases", "evmpatch-hxg");
  private static final String[] NO_MORE = {};

  @TempDir private static Path folder = Path.of("");

  @BeforeAll
  static void compile() throws IOException, InterruptedException {
    for (String contract : List.of("Solvency", "Owned", "IChecker", "Unlinked")) {
      SolidityCompiler.compile(SOURCE, contract, folder);
    }
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  private static CliRun run(String label, String checker) {
    return CliRun.of(
        NO_MORE,
        "scenario",
        "run",
        CASE.toString(),
        "--new",
        label,
        "--checker",
        file(checker),
        "--json");
  }

  @Test
  void judgesTheExploitInANativeRun() {
    JsonNode exploit = run("evmpatch", "Solvency.json").json().at("/patches/0/scenarios/0");
    assertEquals("blocked", exploit.path("verdict").asText());
    assertTrue(exploit.at("/old/harm").asBoolean());
    JsonNode asked = exploit.at("/old/transactions/1");
    assertTrue(asked.path("success").asBoolean(), "the checker is asked behind the exploit");
    assertTrue(asked.path("returnData").asText().endsWith("01"), asked::toString);
    assertTrue(exploit.at("/new/transactions/1/returnData").asText().endsWith("00"));
  }

  @ParameterizedTest
  @CsvSource({
    "Owned.json,has immutable variables",
    "IChecker.json,its deployedBytecode is empty",
    "Unlinked.json,its deployedBytecode is not linked",
    "solc.json,the JSON has no deployedBytecode",
    "nowhere.json,there is no file",
  })
  void refusesAnArtifactThatIsNoCode(String artifact, String expected) {
    CliRun run = run("evmpatch", artifact);
    assertEquals(2, run.exitCode(), run.out());
    assertTrue(run.err().contains("checker: " + expected), run.err());
  }

  @Test
  void isProvenWithTheExploitAndOpenedToAnAuditor(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home) throws IOException {
    Files.writeString(
        folder.resolve("properties.yaml"),
        """
        version: 1
        shape: code-8k
        properties:
          code.size: {maxBytes: 8192}
          exploit.blocked: {}
        """);
    try (LocalSuture suture = LocalSuture.start(home, Map.of())) {
      Files.writeString(folder.resolve("token"), suture.serverFile().token());
      JsonNode plan = online(suture, "plan").json();
      assertEquals("exec-1k", plan.at("/proofs/1/shape").asText(), plan::toString);
      CliRun attest =
          online(suture, "attest", "--out", file("b.suture"), "--opening", file("opening.json"));
      assertEquals(0, attest.exitCode(), attest.err() + attest.out());
    }
    CliRun audit =
        CliRun.of(
            NO_MORE,
            "audit",
            file("b.suture"),
            "--opening",
            file("opening.json"),
            "--new-code",
            CASE.resolve("new.evmpatch.runtime.hex").toString());
    assertEquals(0, audit.exitCode(), audit.out());
    assertTrue(audit.out().contains("exploit run again"), audit.out());
  }

  private static CliRun online(LocalSuture suture, String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, CASE.toString(), "--json"));
    arguments.addAll(List.of("--new", "evmpatch", "--checker", file("Solvency.json")));
    arguments.addAll(List.of("--properties", file("properties.yaml")));
    arguments.addAll(List.of("--server", "127.0.0.1:" + suture.serverFile().port()));
    arguments.addAll(List.of("--token-file", file("token")));
    arguments.addAll(Arrays.asList(more));
    return CliRun.of(NO_MORE, arguments.toArray(String[]::new));
  }
}
