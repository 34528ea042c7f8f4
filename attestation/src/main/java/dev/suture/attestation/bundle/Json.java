// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.Hex;
import java.nio.charset.StandardCharsets;

/**
 * JSON with one spelling: fields in the order they were put, two spaces, \n, so that equal content
 * is equal bytes.
 */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter WRITER =
      MAPPER.writer(
          new DefaultPrettyPrinter().withObjectIndenter(INDENTER).withArrayIndenter(INDENTER));

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static byte[] write(JsonNode node) {
    try {
      return (WRITER.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JacksonException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }

  static JsonNode read(String name, byte[] bytes) {
    try {
      return MAPPER.readTree(bytes);
    } catch (java.io.IOException e) {
      throw new MalformedInputException(name, "is not valid JSON");
    }
  }

  static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw new MalformedInputException(field, "is missing or not a text");
    }
    return value.asText();
  }

  /** A name of ours; a text that is printed for people before anything checks it is no other. */
  static String word(JsonNode value, String field) {
    if (!value.isTextual() || !value.asText().matches("[a-z0-9-]{1,32}")) {
      throw new MalformedInputException(
          field, "is missing or no word of at most 32 small letters, digits and hyphens");
    }
    return value.asText();
  }

  static byte[] bytes(JsonNode node, String field, int length) {
    return Hex.decode(field, text(node, field), length);
  }

  static long integer(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new MalformedInputException(field, "is missing or not an integer");
    }
    return value.asLong();
  }

  static int smallInteger(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new MalformedInputException(field, "is missing or not a small integer");
    }
    return value.asInt();
  }

  static boolean flag(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isBoolean()) {
      throw new MalformedInputException(field, "is missing or neither true nor false");
    }
    return value.asBoolean();
  }
}
