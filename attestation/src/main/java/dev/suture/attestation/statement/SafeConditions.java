// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.statement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.suture.attestation.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Public conditions that hold after an exploit on new code, in the terms of a case.json.
 *
 * @param json a JSON array without white space
 * @param words each condition in words, for example {@code the balance of 0x… is at least 0x5}
 */
public record SafeConditions(String json, List<String> words) {
  private static final String FIELD = "safe";
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final Map<String, String> COMPARISONS =
      Map.of(
          "==", "is",
          "!=", "is not",
          "<", "is below",
          "<=", "is at most",
          ">", "is above",
          ">=", "is at least");

  public SafeConditions {
    words = List.copyOf(words);
  }

  /** Reads a JSON array; whatever cannot be put into words is refused. */
  public static SafeConditions parse(String json) {
    try {
      JsonNode root = MAPPER.readTree(json);
      if (!root.isArray() || root.isEmpty()) {
        throw new MalformedInputException(FIELD, "expected a list of conditions");
      }
      List<String> words = new ArrayList<>();
      root.forEach(condition -> words.add(words(condition)));
      return new SafeConditions(root.toString(), words);
    } catch (JsonProcessingException e) {
      throw new MalformedInputException(FIELD, "is not valid JSON");
    }
  }

  /** The blind of their commitment: none, so that everybody computes it. */
  public static byte[] blind() {
    return new byte[32];
  }

  /** The JSON array as the prover reads it. */
  public byte[] utf8() {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static String words(JsonNode c) {
    if (c.has("checker")) {
      boolean broken = c.path("broken").asBoolean(true);
      return "the checker at %s reports %s (its code is private: until it is opened, this says nothing)"
          .formatted(address(c, "checker"), broken ? "harm" : "no harm");
    }
    if (c.has("status")) {
      return "transaction %d %s"
          .formatted(index(c, "tx"), index(c, "status") == 1 ? "succeeds" : "fails");
    }
    if (c.has("returnData")) {
      return "word %d of what transaction %d returns %s"
          .formatted(index(c, "returnData"), index(c, "tx"), comparison(c));
    }
    String account = address(c, "address");
    return c.has("slot")
        ? "slot %s of %s %s".formatted(number(c, "slot"), account, comparison(c))
        : "the %s of %s %s".formatted(field(c), account, comparison(c));
  }

  private static String comparison(JsonNode c) {
    String words =
        Optional.ofNullable(COMPARISONS.get(c.path("op").asText())).orElseThrow(() -> refused());
    return words
        + " "
        + (c.path("value").asText().equals("pre") ? "what it was" : number(c, "value"));
  }

  private static String field(JsonNode c) {
    return matching(c, "field", "balance|nonce");
  }

  private static String address(JsonNode c, String field) {
    return matching(c, field, "0x[0-9a-fA-F]{40}");
  }

  private static String number(JsonNode c, String field) {
    return matching(c, field, "0x[0-9a-fA-F]{1,64}");
  }

  /** The text of a field; what is printed for people holds nothing else. */
  private static String matching(JsonNode c, String field, String pattern) {
    String text = c.path(field).asText();
    if (!text.matches(pattern)) {
      throw refused();
    }
    return text;
  }

  private static int index(JsonNode c, String field) {
    if (!c.path(field).isInt()) {
      throw refused();
    }
    return c.path(field).asInt();
  }

  private static MalformedInputException refused() {
    return new MalformedInputException(
        FIELD, "expected conditions on status, return data, slots, balances, nonces or checkers");
  }
}
