// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.suture.server.LocalSuture;
import dev.suture.server.SampleCase;
import dev.suture.server.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A case folder from plan to audit, on the command line. */
class AttestCommandIT {
  private static final String[] NO_MORE = {};

  private static LocalSuture suture;

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home) {
    suture = LocalSuture.start(home, Map.of());
  }

  @AfterAll
  static void stop() {
    suture.close();
  }

  @BeforeEach
  void writeCase() throws IOException {
    write("case.json", new String(new SampleCase().json(), StandardCharsets.UTF_8));
    write("old.runtime.hex", HexFormat.of().formatHex(Samples.OLD_CODE));
    write("new.runtime.hex", HexFormat.of().formatHex(Samples.NEW_CODE));
    write("properties.yaml", SampleCase.PROPERTIES);
    write("token", suture.serverFile().token());
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private CliRun online(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--json"));
    arguments.addAll(Arrays.asList(more));
    return inText(command, arguments.toArray(String[]::new));
  }

  private CliRun inText(String command, String... more) {
    return CliRun.of(
        more,
        command,
        folder.toString(),
        "--server",
        "127.0.0.1:" + suture.serverFile().port(),
        "--token-file",
        file("token"));
  }

  @Test
  void attestsACaseAndOpensItsScenariosToAnAuditor() throws IOException {
    CliRun attest =
        online(
            "attest",
            "--properties",
            file("properties.yaml"),
            "--out",
            file("b.suture"),
            "--opening",
            file("opening.json"));
    assertEquals(0, attest.exitCode(), attest.err() + attest.out());
    assertEquals(file("opening.json"), attest.json().path("opening").asText());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("opening.json"))));

    CliRun before = CliRun.of(NO_MORE, "audit", file("b.suture"));
    assertEquals(0, before.exitCode(), before.out());
    CliRun early = CliRun.of(NO_MORE, "audit", file("b.suture"), "--opening", file("opening.json"));
    assertEquals(3, early.exitCode(), early.out());
    CliRun after = audit("new.runtime.hex");
    assertEquals(0, after.exitCode(), after.out());
    assertTrue(after.out().contains("exploit run again"), after.out());
    assertEquals(1, audit("old.runtime.hex").exitCode());

    assertEquals(0, verify("new.runtime.hex").exitCode());
    assertEquals(1, verify("old.runtime.hex").exitCode());
  }

  /** As {@link #audit}, by the service. */
  private CliRun verify(String newCode) {
    return CliRun.of(
        NO_MORE,
        "verify",
        file("b.suture"),
        "--opening",
        file("opening.json"),
        "--new-code",
        file(newCode),
        "--server",
        "127.0.0.1:" + suture.serverFile().port(),
        "--token-file",
        file("token"));
  }

  private CliRun audit(String newCode) {
    return CliRun.of(
        NO_MORE,
        "audit",
        file("b.suture"),
        "--opening",
        file("opening.json"),
        "--new-code",
        file(newCode));
  }

  @Test
  void plansAllProofsOfACaseOrOnlyThatOfTheCode() {
    JsonNode plan = online("plan").json();
    assertEquals("accepted", plan.path("status").asText(), plan::toString);
    assertEquals(3, plan.path("proofs").size());
    assertEquals("exec", plan.path("proofs").path(1).path("circuit").asText());
    assertTrue(plan.path("proofs").path(1).path("steps").asInt() > 100);
    JsonNode bare = online("plan", "--code-only").json();
    assertEquals(1, bare.path("proofs").size());
    assertEquals("[\"contained\"]", bare.path("labels").toString());
  }

  @Test
  void plansForANewCodeThatIsNotInTheFolder() throws IOException {
    write("new.other.runtime.hex", Files.readString(folder.resolve("new.runtime.hex")));
    assertEquals(2, online("plan").exitCode());
    JsonNode plan = online("plan", "--new-code", file("old.runtime.hex")).json();
    assertTrue(plan.path("reasons").toString().contains("exploit: "), plan::toString);
    assertEquals(
        2, online("plan", "--new", "other", "--new-code", file("old.runtime.hex")).exitCode());
  }

  /** The properties that a plan prints are a file that plans the same again. */
  @Test
  void plansWhatIsPublicAndWhatIsShown() throws IOException {
    String json = new String(new SampleCase().json(), StandardCharsets.UTF_8);
    write(
        "case.json", json.substring(0, json.length() - 1) + ",\"safe\":[{\"tx\":0,\"status\":0}]}");
    write(
        "properties.yaml",
        """
        version: 1
        scenarios: {benign: public}
        properties:
          exploit.blocked: {}
          behaviour.preserved: {selectors: ["batchTransfer(address[],uint256)"]}
        """);
    JsonNode plan = online("plan", "--properties", file("properties.yaml")).json();
    assertEquals("accepted", plan.path("status").asText(), plan::toString);
    assertEquals("[\"transaction 0 fails\"]", plan.at("/proofs/1/safe").toString());
    assertFalse(plan.at("/proofs/1/public").asBoolean(true));
    assertEquals("[\"0x83f12fec\"]", plan.at("/proofs/2/selectors").toString());
    assertTrue(plan.at("/proofs/2/public").asBoolean());
    write("printed.yaml", plan.path("properties").asText());
    assertEquals(plan, online("plan", "--properties", file("printed.yaml")).json());
    String text = inText("plan", "--properties", file("properties.yaml")).out();
    assertTrue(text.contains("; shows 0x83f12fec; PUBLIC with the bundle"), text);
    assertTrue(
        text.contains("; blocked by a revert\n             PUBLIC, safe: transaction 0"), text);
  }

  @Test
  void endsWithThreeWhereAScenarioCannotBeProven() throws IOException {
    write("case.json", new String(new SampleCase(20).json(), StandardCharsets.UTF_8));
    write(
        "properties.yaml",
        SampleCase.PROPERTIES.replace("version: 1", "version: 1\nscenarioShape: exec-1k"));
    for (String command : List.of("plan", "attest")) {
      CliRun run = online(command, "--properties", file("properties.yaml"));
      assertEquals(3, run.exitCode(), run.err() + run.out());
      assertTrue((run.err() + run.out()).contains("benign 0: "), run.err() + run.out());
    }
    assertFalse(Files.exists(folder.resolve("b.suture")));
  }
}
