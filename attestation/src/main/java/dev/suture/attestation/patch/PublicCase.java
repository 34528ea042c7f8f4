// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A case.json with one benign scenario and nothing else, to be published: no exploit, no condition,
 * no description. Equal content is equal bytes.
 */
public final class PublicCase {
  /** Number of the only scenario. */
  public static final int SCENARIO = 0;

  private static final String NAME = "public scenario";
  private static final List<String> COPIED = List.of("hardfork", "target", "env", "pre");

  private PublicCase() {}

  /** Takes one benign scenario out of a case, with the whole state before. */
  public static byte[] of(CaseScenarios all, int number) {
    ObjectNode from = CaseJson.read(NAME, all.json());
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", NAME);
    COPIED.forEach(field -> json.set(field, from.path(field)));
    json.putArray("exploit");
    json.putArray("benign").add(from.path("benign").path(number));
    json.putArray("benignLabels").add(from.path("benignLabels").path(number));
    json.putArray("exploitSucceeded");
    return write(json);
  }

  /** The accounts of the state before, as the case writes them. */
  public static List<String> accounts(byte[] publicCase) {
    return CaseJson.read(NAME, publicCase)
        .path("pre")
        .propertyStream()
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The same without an account of the state before. */
  public static byte[] without(byte[] publicCase, String account) {
    ObjectNode json = CaseJson.read(NAME, publicCase);
    if (json.path("pre") instanceof ObjectNode pre) {
      pre.remove(account);
    }
    return write(json);
  }

  /** What the scenario does, in the owner's words. */
  public static String label(byte[] publicCase) {
    return CaseJson.read(NAME, publicCase).path("benignLabels").path(SCENARIO).asText();
  }

  /** Refuses whatever {@link #of} would not write: another scenario could hide in it. */
  public static void require(String field, byte[] publicCase) {
    CaseScenarios all = CaseScenarios.parse(field, publicCase);
    if (all.benign() != 1 || !Arrays.equals(of(all, SCENARIO), publicCase)) {
      throw new MalformedInputException(
          field, "expected one benign scenario and nothing else, as suture writes it");
    }
  }

  private static byte[] write(JsonNode json) {
    return (json + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
