// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.suture.attestation.MalformedInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A case.json, and which scenarios it has. Secret. The prover reads the rest, and says what is
 * wrong with it.
 *
 * @param json UTF-8, as it is
 * @param target the account whose code is replaced, as the case writes it
 * @param exploit whether it has one
 * @param benign how many benign scenarios it has
 * @param expected how many scenarios it has that must end in a state it describes
 * @param safe the conditions that are to hold after the exploit on new code, a JSON array; the only
 *     part that an attestation publishes
 */
public record CaseScenarios(
    byte[] json, String target, boolean exploit, int benign, int expected, Optional<String> safe) {
  /** Number of the exploit; benign scenarios count from 0, behind them come the expected ones. */
  public static final int EXPLOIT = -1;

  /** More than any case holds that a shape has room for. */
  public static final int MAX_BYTES = 2 << 20;

  private static final int ADDRESS_BYTES = 20;

  public CaseScenarios {
    json = json.clone();
  }

  /** Reads what a case has; messages show none of its values. */
  public static CaseScenarios parse(String field, byte[] json) {
    if (json.length > MAX_BYTES) {
      throw new MalformedInputException(
          field, "has " + json.length + " bytes, expected at most " + MAX_BYTES);
    }
    JsonNode root = CaseJson.read(field, json);
    if (!root.path("target").isTextual()) {
      throw new MalformedInputException(field, "target is missing, expected 20 bytes as hex");
    }
    return new CaseScenarios(
        json,
        root.path("target").asText(),
        list(field, root, "exploit") > 0,
        list(field, root, "benign"),
        root.has("expected") ? list(field, root, "expected") : 0,
        safe(field, root));
  }

  private static int list(String field, JsonNode root, String name) {
    JsonNode list = root.path(name);
    if (!list.isArray()) {
      throw new MalformedInputException(field, name + " is missing or no list");
    }
    return list.size();
  }

  private static Optional<String> safe(String field, JsonNode root) {
    return root.has("safe") && list(field, root, "safe") > 0
        ? Optional.of(root.path("safe").toString())
        : Optional.empty();
  }

  /** Whether there is nothing to run. */
  public boolean isEmpty() {
    return !exploit && benign == 0 && expected == 0;
  }

  /** The account whose code is replaced. */
  public byte[] targetAddress() {
    return Hex.decode("case_json: target", target, ADDRESS_BYTES);
  }

  /** Whether a scenario is benign use, which must stay the same. */
  public boolean isBenign(int number) {
    return number >= 0 && number < benign;
  }

  /** Numbers of scenarios of the wanted kinds: the exploit first, where there is one. */
  public List<Integer> numbers(boolean withExploit, boolean withBenign, boolean withExpected) {
    List<Integer> numbers = new ArrayList<>();
    if (withExploit && exploit) {
      numbers.add(EXPLOIT);
    }
    for (int i = 0; i < benign + expected; i++) {
      if (isBenign(i) ? withBenign : withExpected) {
        numbers.add(i);
      }
    }
    return numbers;
  }

  /** What people call a scenario. */
  public String name(int number) {
    if (number == EXPLOIT) {
      return "exploit";
    }
    return isBenign(number) ? "benign " + number : "expected " + (number - benign);
  }

  /** Shows how many scenarios there are. */
  @Override
  public String toString() {
    return "CaseScenarios[exploit=%b, benign=%d, expected=%d]".formatted(exploit, benign, expected);
  }
}
