// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Input that is wrong is refused before any service is started, with exit code 2 and one clear
 * sentence.
 */
class BadInputTest {
  @TempDir private Path folder = Path.of("");

  private static CliRun run(List<String> arguments) {
    return CliRun.of(new String[0], arguments.toArray(String[]::new));
  }

  private static void assertRefused(CliRun run, String expected) {
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().contains(expected), run.err());
    assertFalse(run.err().contains("Exception"), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0x6     | old code: has an odd number of hex digits
          0x60zz  | old code: is not hexadecimal
          0x      | old code: is empty
          0xef00  | old code: starts with 0xEF
          {"a":1} | old code: the JSON has no deployedBytecode
          {"deployedBytecode":"0x"} | old code: its deployedBytecode is empty
          {"deployedBytecode":{"object":"0x73__$ab$__"}} | old code: its deployedBytecode is not linked
          {"evm":{"deployedBytecode":{"object":"00","immutableReferences":{"1":[]}}}} | old code: has immutable
          {"a"    | old code: is neither hexadecimal nor a compiler's JSON
          """)
  void refusesMalformedCode(String text, String expected) throws IOException {
    Path old = write("old.hex", text);
    for (String command : List.of("plan", "attest")) {
      assertRefused(
          run(List.of(command, "--old", old.toString(), "--new-code", old.toString())), expected);
    }
  }

  @Test
  void refusesCodeAboveTheLimitOfTheChain() throws IOException {
    Path old = write("old.hex", "00".repeat(24_577));
    assertRefused(
        run(List.of("plan", "--old", old.toString(), "--new-code", old.toString())), "24577 bytes");
  }

  @Test
  void saysThatNoServiceAnswers() throws IOException {
    Path code = write("code.hex", "6000");
    List<String> plan =
        List.of("plan", "--old", code.toString(), "--new-code", code.toString(), "--server");
    assertRefused(
        run(Stream.concat(plan.stream(), Stream.of("nowhere")).toList()),
        "--server: expected HOST:PORT, got \"nowhere\"");
    CliRun run = run(Stream.concat(plan.stream(), Stream.of("127.0.0.1:1")).toList());
    assertEquals(3, run.exitCode(), run.err());
    assertEquals(
        "suture: no service answers at 127.0.0.1:1: is one running there?", run.err().strip());
  }

  @Test
  void refusesAnOutputThatCannotBeWrittenBeforeItProves() throws IOException {
    Path code = write("code.hex", "6000");
    String out = folder.resolve("nowhere").resolve("x.suture").toString();
    assertRefused(
        run(
            List.of(
                "attest", "--old", code.toString(), "--new-code", code.toString(), "--out", out)),
        "output file: " + out + " cannot be written");
  }

  @Test
  void namesWhatIsMissing() throws IOException {
    Path old = write("old.hex", "00");
    assertRefused(run(List.of("plan")), "old code: is missing: give a case folder, or --old");
    assertRefused(run(List.of("plan", "--old", old.toString())), "new code: is missing");
    assertRefused(run(List.of("plan", "nowhere")), "INPUT: there is no folder nowhere");
    assertRefused(run(List.of("plan", "--old", "nowhere.hex")), "old code: there is no file");
    assertRefused(
        run(List.of("attest", "--properties", "nowhere.yaml")), "properties: there is no file");
    assertRefused(run(List.of("audit")), "BUNDLE");
    assertRefused(run(List.of("audit", "nowhere.suture")), "bundle: there is no file");
    assertRefused(run(List.of("publish", "operations/x")), "--rpc");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --target     | 0x1234 | --target: has 2 bytes, expected 20
          --registry   | zz     | --registry: is not hexadecimal
          --nonce      | 0x00   | --nonce: has 1 bytes, expected 32
          --chain-id   | one    | Invalid value for option '--chain-id'
          --latest     | soon   | Invalid value for option '--latest'
          --upgrade-data | 0x1  | --upgrade-data: has an odd number
          """)
  void refusesMalformedTerms(String option, String value, String expected) throws IOException {
    Path code = write("code.hex", "6000");
    List<String> arguments = new ArrayList<>(List.of("attest", option, value));
    arguments.addAll(List.of("--old", code.toString(), "--new-code", code.toString()));
    assertRefused(run(arguments), expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not a bundle", "PK\u0003\u0004"})
  void refusesAFileThatIsNoBundle(String text) throws IOException {
    Path bundle = write("x.suture", text);
    assertRefused(run(List.of("audit", bundle.toString())), "bundle");
  }

  @Test
  void refusesACheckerThatHasNoExploitToJudge() throws IOException {
    Path code = write("code.hex", "6000");
    assertRefused(
        run(
            List.of(
                "plan",
                "--old",
                code.toString(),
                "--new-code",
                code.toString(),
                "--checker",
                code.toString())),
        "--checker: judges the exploit of a case folder");
    write("case.json", "{\"target\":\"0x00\",\"exploit\":[],\"benign\":[[]]}");
    assertRefused(
        run(List.of("plan", folder.toString(), "--checker", code.toString())),
        "checker: the case has no exploit");
  }

  @Test
  void listsThePatchesOfACaseFolderThatHasSeveral() throws IOException {
    write("case.json", "{\"target\": \"0x" + "11".repeat(20) + "\", \"env\": {\"chainid\": 1}}");
    write("old.runtime.hex", "6000");
    write("new.a.runtime.hex", "6001");
    write("new.b.runtime.hex", "6002");
    assertRefused(run(List.of("plan", folder.toString())), "2 patches: [a, b]");
    assertRefused(
        run(List.of("plan", folder.toString(), "--new", "c")), "\"c\" is not in the folder");
  }
}
