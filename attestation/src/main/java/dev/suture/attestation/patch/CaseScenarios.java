// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.suture.attestation.MalformedInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A case.json, and which scenarios it has. Secret. The prover reads the rest, and says what is
 * wrong with it.
 *
 * @param json UTF-8, as it is
 * @param target the account whose code is replaced, as the case writes it
 * @param exploit whether it has one
 * @param benign how many benign scenarios it has
 */
public record CaseScenarios(byte[] json, String target, boolean exploit, int benign) {
  /** Number of the exploit among the scenarios; benign ones count from 0. */
  public static final int EXPLOIT = -1;

  /** More than any case holds that a shape has room for. */
  public static final int MAX_BYTES = 2 << 20;

  public CaseScenarios {
    json = json.clone();
  }

  /** Reads what a case has; messages show none of its values. */
  public static CaseScenarios parse(String field, byte[] json) {
    if (json.length > MAX_BYTES) {
      throw new MalformedInputException(
          field, "has " + json.length + " bytes, expected at most " + MAX_BYTES);
    }
    JsonNode root = read(field, json);
    if (!root.path("target").isTextual()) {
      throw new MalformedInputException(field, "target is missing, expected 20 bytes as hex");
    }
    return new CaseScenarios(
        json,
        root.path("target").asText(),
        list(field, root, "exploit") > 0,
        list(field, root, "benign"));
  }

  private static JsonNode read(String field, byte[] json) {
    try {
      JsonNode root = new ObjectMapper().readTree(json);
      if (root.isObject()) {
        return root;
      }
    } catch (JacksonException e) {
      throw new MalformedInputException(field, "is not valid JSON");
    } catch (IOException e) {
      throw new MalformedInputException(field, "cannot be read");
    }
    throw new MalformedInputException(field, "is no JSON object");
  }

  private static int list(String field, JsonNode root, String name) {
    JsonNode list = root.path(name);
    if (!list.isArray()) {
      throw new MalformedInputException(field, name + " is missing or no list");
    }
    return list.size();
  }

  /** Whether there is nothing to run. */
  public boolean isEmpty() {
    return !exploit && benign == 0;
  }

  /** Numbers of scenarios of the wanted kinds: the exploit first, where there is one. */
  public List<Integer> numbers(boolean withExploit, boolean withBenign) {
    List<Integer> numbers = new ArrayList<>();
    if (withExploit && exploit) {
      numbers.add(EXPLOIT);
    }
    for (int i = 0; withBenign && i < benign; i++) {
      numbers.add(i);
    }
    return numbers;
  }

  /** What people call a scenario. */
  public static String name(int number) {
    return number == EXPLOIT ? "exploit" : "benign " + number;
  }

  /** Shows how many scenarios there are. */
  @Override
  public String toString() {
    return "CaseScenarios[exploit=%b, benign=%d]".formatted(exploit, benign);
  }
}
