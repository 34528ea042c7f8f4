// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.suture.chain.AnvilChain;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exploits of the case collection, played on a real anvil and captured from it. */
class ScenarioCaptureIT {
  private static final Path CASES =
      Path.of(System.getenv().getOrDefault("SUTURE_SHARED", "../../shared"), "cases");

  @TempDir private Path folder = Path.of("");

  private Path out() {
    return folder.resolve("captured");
  }

  private static JsonNode caseJson(String name) throws IOException {
    return new ObjectMapper().readTree(CASES.resolve(name).resolve("case.json").toFile());
  }

  /** Puts the accounts of a case on the chain. */
  private static void play(AnvilChain chain, JsonNode json) {
    for (Map.Entry<String, JsonNode> entry : json.path("pre").properties()) {
      String address = entry.getKey();
      JsonNode account = entry.getValue();
      chain.rpc("anvil_setBalance", address, account.path("balance").asText());
      chain.rpc("anvil_setNonce", address, "0x" + Long.toHexString(account.path("nonce").asLong()));
      chain.rpc("anvil_setCode", address, account.path("code").asText("0x"));
      for (Map.Entry<String, JsonNode> slot : account.path("storage").properties()) {
        chain.rpc(
            "anvil_setStorageAt", address, word(slot.getKey()), word(slot.getValue().asText()));
      }
    }
  }

  private static String word(String hex) {
    String digits = hex.substring(2);
    return "0x" + "0".repeat(64 - digits.length()) + digits;
  }

  private List<String> arguments(AnvilChain chain, JsonNode json) {
    List<String> arguments = new ArrayList<>(List.of("scenario", "capture"));
    arguments.addAll(List.of("--rpc", chain.uri().toString(), "--out", out().toString()));
    arguments.addAll(List.of("--target", json.path("target").asText()));
    json.path("exploitSucceeded")
        .forEach(condition -> arguments.addAll(List.of("--harm", condition.toString())));
    return arguments;
  }

  private static CliRun run(List<String> arguments, String... more) {
    return CliRun.of(more, arguments.toArray(String[]::new));
  }

  /** Runs the captured case with the new codes of the original. */
  private CliRun rerun(String name) throws IOException {
    try (Stream<Path> files = Files.list(CASES.resolve(name))) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("new.")).toList()) {
        Files.copy(file, out().resolve(file.getFileName()));
      }
    }
    return CliRun.of(new String[0], "scenario", "run", out().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "counter-underflow",
        "vault-logic-drain",
        "simple-reentrancy",
        "token-overflow",
        "own-erc4626-ir",
        "own-bank-reentrancy",
        "evmpatch-bec",
        "evmpatch-hxg",
        "cheque-replay",
        "counter-underflow-noopt",
        "own-euler-donate",
        "own-uups-init",
        "timelock-overflow",
        "vault-logic-drain-opt"
      })
  void capturesCallsThatWereNeverSent(String name) throws IOException {
    JsonNode json = caseJson(name);
    try (AnvilChain chain = AnvilChain.start()) {
      play(chain, json);
      List<String> arguments = arguments(chain, json);
      for (JsonNode tx : json.path("exploit")) {
        String wei = new BigInteger(tx.path("value").asText().substring(2), 16).toString();
        arguments.addAll(
            List.of(
                "--call",
                String.join(
                    ":",
                    tx.path("from").asText(),
                    tx.path("to").asText(),
                    tx.path("data").asText(),
                    wei)));
      }
      CliRun capture = run(arguments, "--json");
      assertEquals(0, capture.exitCode(), capture.err() + capture.out());
      assertTrue(capture.json().path("wholeState").asBoolean());
    }
    CliRun rerun = rerun(name);
    assertEquals(0, rerun.exitCode(), rerun.err() + rerun.out());
    assertTrue(rerun.out().contains("exploit: blocked"), rerun.out());
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(out())));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(out().resolve("case.json"))));
  }

  private static String send(AnvilChain chain, JsonNode tx) {
    String from = tx.path("from").asText();
    chain.rpc("anvil_impersonateAccount", from);
    return chain
        .rpc(
            "eth_sendTransaction",
            Map.of(
                "from", from,
                "to", tx.path("to").asText(),
                "value", tx.path("value").asText(),
                "data", tx.path("data").asText()))
        .asText();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void capturesMinedTransactions(boolean last) throws IOException {
    JsonNode json = caseJson("vault-logic-drain");
    try (AnvilChain chain = AnvilChain.start()) {
      play(chain, json);
      List<String> arguments = arguments(chain, json);
      for (JsonNode tx : json.path("exploit")) {
        arguments.addAll(List.of("--tx", send(chain, tx)));
      }
      if (!last) {
        send(chain, json.path("benign").path(0).path(0)); // now a dump would be of another state
      }
      CliRun capture = run(arguments, "--json");
      assertEquals(0, capture.exitCode(), capture.err() + capture.out());
      assertEquals(last, capture.json().path("wholeState").asBoolean());
    }
    CliRun rerun = rerun("vault-logic-drain");
    assertEquals(0, rerun.exitCode(), rerun.err() + rerun.out());
  }

  @Test
  void saysThatTheHarmDoesNotHold() throws IOException {
    JsonNode json = caseJson("counter-underflow");
    try (AnvilChain chain = AnvilChain.start()) {
      play(chain, json);
      List<String> arguments = arguments(chain, json);
      arguments.addAll(List.of("--harm", "{\"tx\":0,\"status\":0}"));
      arguments.addAll(List.of("--tx", send(chain, json.path("exploit").path(0))));
      CliRun capture = run(arguments);
      assertEquals(3, capture.exitCode(), capture.err() + capture.out());
      assertTrue(capture.out().contains("do not hold after the run on old code"), capture.out());
    }
  }

  @Test
  void refusesWhatCannotBeCaptured() throws IOException {
    JsonNode json = caseJson("counter-underflow");
    String data = json.path("exploit").path(0).path("data").asText();
    try (AnvilChain chain = AnvilChain.start()) {
      play(chain, json);
      String sent = send(chain, json.path("exploit").path(0));
      List<String> base = List.of("scenario", "capture", "--rpc", chain.uri().toString());
      String target = json.path("target").asText();
      String other = chain.account(9).toString();
      assertRefused(
          with(base, "--target", other, "--tx", sent), "--target: is touched by none", data);
      assertRefused(
          with(base, "--target", target, "--tx", "0x" + "11".repeat(32)),
          "--tx: is not in a block of this node",
          data);
      assertRefused(with(base, "--target", target, "--tx", "0x1"), "--tx: has an odd number", data);
      assertRefused(with(base, "--target", target), "--tx: or --call is needed", data);
      assertRefused(
          with(base, "--target", target, "--call", target + ":" + data),
          "--call: is not FROM:TO:DATA",
          data);
      assertRefused(
          with(base, "--target", target, "--tx", sent, "--harm", data),
          "--harm: is not a JSON object",
          data);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://mainnet.example/v3/key",
        "http://10.0.0.1:8545",
        "http://127.0.0.1.example"
      })
  void refusesANodeElsewhereWithTheReason(String url) {
    List<String> base =
        List.of("scenario", "capture", "--rpc", url, "--target", "0x" + "11".repeat(20));
    CliRun run = run(with(base, "--tx", "0x" + "22".repeat(32)));
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("would see which accounts and slots"), run.err());
    assertTrue(run.err().contains("--allow-remote"), run.err());
    assertFalse(run.err().contains("key"), run.err());
  }

  private List<String> with(List<String> base, String... more) {
    List<String> all = new ArrayList<>(base);
    all.addAll(List.of(more));
    all.addAll(List.of("--out", out().toString()));
    return all;
  }

  private void assertRefused(List<String> arguments, String expected, String secret) {
    CliRun run = run(arguments);
    assertEquals(2, run.exitCode(), run.err() + run.out());
    assertTrue(run.err().contains(expected), run.err());
    assertFalse(run.err().contains(secret) || run.err().contains("Exception"), run.err());
    assertFalse(Files.exists(out().resolve("case.json")));
  }
}
