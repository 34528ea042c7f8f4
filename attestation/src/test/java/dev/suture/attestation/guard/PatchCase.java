// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A patch case on disk: old code, its storage, and the calls of its exploit and benign scenarios to
 * the target.
 */
record PatchCase(String name, Path folder) {
  private static final Path CASES =
      Path.of(System.getenv().getOrDefault("SUTURE_SHARED", "../../shared"), "cases");

  /** One call to the target. */
  record Call(BigInteger caller, BigInteger value, String dataHex) {
    byte[] data() {
      return hex(dataHex);
    }
  }

  /** All cases of the shared folder, which stands beside the checkout. */
  static List<PatchCase> all() {
    try (Stream<Path> entries = Files.list(CASES)) {
      return entries
          .filter(entry -> Files.exists(entry.resolve("old.runtime.hex")))
          .sorted()
          .map(entry -> new PatchCase(name(entry), entry))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PatchCase of(String name) {
    return new PatchCase(name, CASES.resolve(name));
  }

  private static String name(Path folder) {
    return folder.getFileName().toString();
  }

  byte[] oldCode() {
    return hex(read("old.runtime.hex").strip());
  }

  BigInteger target() {
    return number(json().path("target").asText());
  }

  Map<BigInteger, BigInteger> storage() {
    JsonNode account = json().path("pre").path(json().path("target").asText());
    Map<BigInteger, BigInteger> slots = new HashMap<>();
    account
        .path("storage")
        .properties()
        .forEach(entry -> slots.put(number(entry.getKey()), number(entry.getValue().asText())));
    return slots;
  }

  List<Call> exploit() {
    return calls(json().path("exploit"));
  }

  List<List<Call>> benign() {
    List<List<Call>> scenarios = new ArrayList<>();
    json().path("benign").forEach(scenario -> scenarios.add(calls(scenario)));
    return scenarios;
  }

  /**
   * Calls to the target; where there is none, it stands behind proxies and all calls are taken for
   * calls to it.
   */
  private List<Call> calls(JsonNode transactions) {
    List<Call> direct = new ArrayList<>();
    List<Call> all = new ArrayList<>();
    for (JsonNode tx : transactions) {
      Call call =
          new Call(
              number(tx.path("from").asText()),
              number(tx.path("value").asText()),
              tx.path("data").asText());
      all.add(call);
      if (number(tx.path("to").asText()).equals(target())) {
        direct.add(call);
      }
    }
    return direct.isEmpty() ? all : direct;
  }

  private JsonNode json() {
    try {
      return new ObjectMapper().readTree(read("case.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BigInteger number(String hex) {
    return new BigInteger(hex.substring(2), 16);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.startsWith("0x") ? text.substring(2) : text);
  }

  @Override
  public String toString() {
    return name;
  }
}
