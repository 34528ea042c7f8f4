// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardCommandTest {
  /** JUMPDEST CALLVALUE DUP1 POP POP STOP. */
  private static final String OLD = "0x5b3480505000\n";

  @TempDir private Path folder = Path.of("");

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private CliRun guard(String old, String guards, String... more) throws IOException {
    Path oldFile = file("old.hex", old);
    Path guardFile = file("guards.yaml", guards);
    return CliRun.of(
        more,
        "guard",
        oldFile.toString(),
        "--guards",
        guardFile.toString(),
        "--out",
        folder.resolve("new.hex").toString());
  }

  @Test
  void writesThePatchForItsOwnerOnlyAndChecksIt() throws IOException {
    CliRun run = guard(OLD, "guards: [{before: 1, revertAlways: true}]");
    assertEquals(0, run.exitCode(), run.err());
    Path written = folder.resolve("new.hex");
    assertEquals("0x5b61000656fe5b600080fdfe\n", Files.readString(written));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(written)));
    assertTrue(run.out().contains("code.guardOnly: holds"), run.out());
    assertFalse(run.out().contains("600080fd"), "the new code is secret");
  }

  @Test
  void printsOneObjectForPrograms() throws IOException {
    CliRun run = guard(OLD, "guards: [{before: 1, requireSlot: {slot: 7, equals: 1}}]", "--json");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(true, run.json().path("guardOnly").asBoolean());
    assertTrue(run.json().path("declaredSlots").path(0).asText().endsWith("07"));
  }

  @Test
  void saysWhyTheOldCodeCannotBeProven() throws IOException {
    // PUSH1 1 DUP1 DUP1 CODECOPY STOP
    CliRun run = guard("60018080390000", "guards: [{before: 0, revertAlways: true}]");
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.out().contains("CODECOPY"), run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''       | guards: [{before: 0, revertAlways: true}] | old code: is empty
          0x       | guards: [{before: 0, revertAlways: true}] | old code: is empty
          0x123    | guards: [{before: 0, revertAlways: true}] | old code: has an odd number of hex digits (3)
          0xzz     | guards: [{before: 0, revertAlways: true}] | old code: is not hexadecimal
          {}       | guards: [{before: 0, revertAlways: true}] | old code: the JSON has no deployedBytecode
          6000     | guards: [{before: 9, revertAlways: true}] | no instruction of the old code starts at pc 0x0009
          6000     | guards: []                                | guards: expected at least one guard
          34503450 | guards: [{selector: 1, revertAlways: true}] | selector 0x00000001: the old code has no such function
          """)
  void namesBadInput(String old, String guards, String expected) throws IOException {
    CliRun run = guard(old, guards, "--json");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains(expected), run.err());
    assertFalse(run.err().contains("\tat "), "no stack trace");
    assertEquals("bad-input", run.json().path("status").asText());
    assertFalse(Files.exists(folder.resolve("new.hex")));
  }

  @Test
  void refusesCodeAboveTheLimit() throws IOException {
    CliRun run = guard("00".repeat(24_577), "guards: [{before: 0, revertAlways: true}]");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("has 24577 bytes"), run.err());
  }

  @Test
  void readsACompilersArtifact() throws IOException {
    String json = "{\"deployedBytecode\": {\"object\": \"" + OLD.strip() + "\"}}";
    CliRun run = guard(json, "guards: [{before: 1, revertAlways: true}]");
    assertEquals(0, run.exitCode(), run.err());
  }

  @Test
  void namesMissingOptions() {
    CliRun run = CliRun.of(new String[0], "guard", "x");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("--guards"), run.err());
  }

  @Test
  void completesForTheShell() {
    CliRun run = CliRun.of(new String[0], "completion");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().contains("complete -F _complete_suture"), run.out());
    assertTrue(run.out().strip().endsWith("suture suture.sh suture.bash"), "it is whole");
  }
}
