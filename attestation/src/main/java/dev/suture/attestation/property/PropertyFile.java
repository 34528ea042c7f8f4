// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.property;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.guard.Opcode;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.RuntimeCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The readable form of a property set, YAML. Schema: properties.schema.json beside this class's
 * resources.
 *
 * <pre>
 * version: 1
 * shape: code-8k            # optional
 * scenarioShape: exec-4k    # optional
 * parameters: public        # or secret
 * scenarios: {benign: private}   # or public: published with the attestation
 * inconclusive: refuse      # or skip
 * properties:
 *   code.size: {maxBytes: 24576}
 *   code.noOpcodes: {opcodes: [CALLCODE, SELFDESTRUCT, 0x32]}
 *   code.metadata: {}
 *   code.guardOnly: {slots: ["0x…"]}
 *   exploit.blocked: {}
 *   behaviour.preserved: {selectors: ["transfer(address,uint256)", "0x095ea7b3"]}
 *   behaviour.expected: {}
 * </pre>
 */
public final class PropertyFile {
  private static final String EXPLOIT_BLOCKED = "exploit.blocked";
  private static final String BEHAVIOUR_PRESERVED = "behaviour.preserved";
  private static final String BEHAVIOUR_EXPECTED = "behaviour.expected";
  private static final String SELECTORS = BEHAVIOUR_PRESERVED + ": selectors";
  private static final Set<String> TOP =
      Set.of(
          "version",
          "shape",
          "scenarioShape",
          "parameters",
          "scenarios",
          "inconclusive",
          "properties");
  private static final Set<String> KNOWN =
      Set.of(
          "code.size",
          "code.prefix",
          "code.noOpcodes",
          "code.metadata",
          "code.guardOnly",
          EXPLOIT_BLOCKED,
          BEHAVIOUR_PRESERVED,
          BEHAVIOUR_EXPECTED);
  private static final YAMLMapper YAML =
      YAMLMapper.builder(new YAMLFactory())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private PropertyFile() {}

  /** Parses and checks; every message names the field. */
  public static PropertySet parse(String yaml) {
    JsonNode root = read(yaml);
    requireObject("property file", root);
    requireFields("property file", root, TOP);
    if (root.path("version").asInt(0) != 1) {
      throw new MalformedInputException("version", "expected 1");
    }
    JsonNode properties = root.path("properties");
    requireObject("properties", properties);
    requireFields("properties", properties, KNOWN);
    if (properties.isEmpty()) {
      throw new MalformedInputException(
          "properties", "is empty, expected some of " + new TreeSet<>(KNOWN));
    }
    return new PropertySet(
        maxBytes(properties),
        opcodes(properties),
        secret(root.path("parameters")),
        properties.has("code.metadata"),
        properties.has("code.guardOnly"),
        slots(properties),
        Optional.ofNullable(root.get("shape")).map(JsonNode::asText),
        scenarios(root, properties));
  }

  private static ScenarioProperties scenarios(JsonNode root, JsonNode properties) {
    for (String name : List.of(EXPLOIT_BLOCKED, BEHAVIOUR_EXPECTED)) {
      requireOptions(name, properties, Set.of());
    }
    return new ScenarioProperties(
        properties.has(EXPLOIT_BLOCKED),
        properties.has(BEHAVIOUR_PRESERVED),
        properties.has(BEHAVIOUR_EXPECTED),
        selectors(properties),
        benignPublic(root.path("scenarios")),
        skip(root.path("inconclusive")),
        Optional.ofNullable(root.get("scenarioShape")).map(JsonNode::asText));
  }

  private static List<DeclaredSelector> selectors(JsonNode properties) {
    requireOptions(BEHAVIOUR_PRESERVED, properties, Set.of("selectors"));
    JsonNode list = properties.path(BEHAVIOUR_PRESERVED).path("selectors");
    if (!list.isMissingNode() && !list.isArray()) {
      throw new MalformedInputException(SELECTORS, "expected a list");
    }
    List<DeclaredSelector> selectors = new ArrayList<>();
    for (JsonNode selector : list) {
      selectors.add(DeclaredSelector.parse(SELECTORS, text(selector)));
    }
    return selectors;
  }

  /** YAML reads 0xa9059cbb without quotes as a number. */
  private static String text(JsonNode selector) {
    return selector.isIntegralNumber()
        ? "0x%08x".formatted(selector.bigIntegerValue())
        : selector.asText();
  }

  private static boolean benignPublic(JsonNode scenarios) {
    if (scenarios.isMissingNode()) {
      return false;
    }
    requireObject("scenarios", scenarios);
    requireFields("scenarios", scenarios, Set.of("benign"));
    return switch (scenarios.path("benign").asText("private")) {
      case "public" -> true;
      case "private", "" -> false;
      default ->
          throw new MalformedInputException("scenarios: benign", "expected public or private");
    };
  }

  private static boolean skip(JsonNode inconclusive) {
    return switch (inconclusive.asText("refuse")) {
      case "skip" -> true;
      case "refuse", "" -> false;
      default -> throw new MalformedInputException("inconclusive", "expected refuse or skip");
    };
  }

  private static JsonNode read(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      boolean twice = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field");
      throw new MalformedInputException(
          "property file",
          (twice ? "says a field twice" : "is not valid YAML") + " at line " + line);
    }
  }

  private static void requireObject(String field, JsonNode node) {
    if (node.getNodeType() != JsonNodeType.OBJECT) {
      String got =
          node.isMissingNode() ? "nothing" : node.getNodeType().name().toLowerCase(Locale.ROOT);
      throw new MalformedInputException(field, "expected a map, got " + got);
    }
  }

  /** A property without options may stand there with nothing behind it. */
  private static void requireOptions(String name, JsonNode properties, Set<String> known) {
    JsonNode options = properties.path(name);
    if (!options.isMissingNode() && !options.isNull()) {
      requireObject(name, options);
      requireFields(name, options, known);
    }
  }

  private static void requireFields(String field, JsonNode node, Set<String> known) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw new MalformedInputException(
                    field, "unknown \"" + name + "\", expected one of " + new TreeSet<>(known));
              }
            });
  }

  private static int maxBytes(JsonNode properties) {
    JsonNode size = properties.path("code.size");
    if (size.isMissingNode()) {
      return RuntimeCode.MAX_SIZE_BYTES;
    }
    requireObject("code.size", size);
    requireFields("code.size", size, Set.of("maxBytes"));
    if (!size.path("maxBytes").canConvertToInt() || !size.path("maxBytes").isInt()) {
      throw new MalformedInputException("code.size", "maxBytes is missing or not an integer");
    }
    return size.path("maxBytes").asInt();
  }

  private static boolean secret(JsonNode parameters) {
    return switch (parameters.asText("public")) {
      case "secret" -> true;
      case "public", "" -> false;
      default -> throw new MalformedInputException("parameters", "expected public or secret");
    };
  }

  private static SortedSet<Integer> opcodes(JsonNode properties) {
    SortedSet<Integer> opcodes = new TreeSet<>();
    JsonNode node = properties.path("code.noOpcodes");
    if (!node.isMissingNode()) {
      requireObject("code.noOpcodes", node);
      requireFields("code.noOpcodes", node, Set.of("opcodes"));
      for (JsonNode opcode : node.path("opcodes")) {
        opcodes.add(opcode(opcode.asText()));
      }
      if (opcodes.isEmpty()) {
        throw new MalformedInputException("code.noOpcodes", "opcodes is missing or empty");
      }
    }
    return opcodes;
  }

  /** A mnemonic, a decimal number, or hex with 0x. */
  private static int opcode(String text) {
    OptionalInt named = Opcode.named(text);
    if (named.isPresent()) {
      return named.getAsInt();
    }
    try {
      return Integer.decode(text);
    } catch (NumberFormatException e) {
      throw new MalformedInputException(
          "code.noOpcodes",
          "unknown opcode \"" + text + "\", expected a name as SELFDESTRUCT or a number as 0xff");
    }
  }

  private static List<byte[]> slots(JsonNode properties) {
    List<byte[]> slots = new ArrayList<>();
    requireOptions("code.guardOnly", properties, Set.of("slots"));
    for (JsonNode slot : properties.path("code.guardOnly").path("slots")) {
      slots.add(Hex.decode("code.guardOnly: slots", slot.asText(), 32));
    }
    return slots;
  }
}
