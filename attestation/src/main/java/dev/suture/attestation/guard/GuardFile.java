// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A guard list as written by a person:
 *
 * <pre>{@code
 * guards:
 *   - before: 0x0943                # a program counter of the old code
 *     checked: MUL                  # ADD, SUB or MUL; the instruction there
 *   - selector: 0x83f12fec          # or a signature: "batchTransfer(address[],uint256)"
 *     revertIfArgumentAbove: {argument: 1, cap: 1000000000000000000000000}
 *   - selector: "pause()"
 *     requireSlot: {slot: 0x00, equals: 1}
 *   - selector: 0xa9059cbb
 *     revertAlways: true
 * }</pre>
 *
 * Numbers are decimal or 0x-hexadecimal. Unknown fields are refused.
 */
public record GuardFile(List<PlacedGuard> guards) {
  private static final Set<String> SITES = Set.of("before", "selector");
  private static final Set<String> GUARDS =
      Set.of("revertIfArgumentAbove", "revertAlways", "checked", "requireSlot");
  private static final YAMLMapper YAML = new YAMLMapper();

  /** Refuses an empty list. */
  public GuardFile {
    guards = List.copyOf(guards);
    if (guards.isEmpty()) {
      throw new GuardException("guards: expected at least one guard");
    }
  }

  /** Reads a guard list; a {@link GuardException} names the entry and field that is wrong. */
  public static GuardFile fromYaml(String yaml) {
    JsonNode root = parse(yaml);
    requireFields("guard file", root, Set.of("guards"));
    JsonNode entries = root.path("guards");
    if (!entries.isArray()) {
      throw new GuardException("guards: expected a list");
    }
    List<PlacedGuard> guards = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      guards.add(entry("guards[" + i + "]", entries.get(i)));
    }
    return new GuardFile(guards);
  }

  private static JsonNode parse(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new GuardException("guard file: not YAML, line " + e.getLocation().getLineNr());
    }
  }

  private static PlacedGuard entry(String at, JsonNode node) {
    Set<String> allowed = new TreeSet<>(SITES);
    allowed.addAll(GUARDS);
    requireFields(at, node, allowed);
    String site = onlyOneOf(at, node, SITES);
    String guard = onlyOneOf(at, node, GUARDS);
    return new PlacedGuard(
        site(at + "." + site, site, node.get(site)),
        guard(at + "." + guard, guard, node.get(guard)));
  }

  private static GuardSite site(String at, String kind, JsonNode node) {
    if (kind.equals("before")) {
      return new GuardSite.BeforePc(smallNumber(at, node));
    }
    String text = node.asText();
    if (text.contains("(")) {
      return new GuardSite.EntryOf(Selectors.of(text));
    }
    BigInteger selector = number(at, node);
    if (selector.bitLength() > 32) {
      throw new GuardException(at + ": expected a 4-byte selector or a signature, got " + text);
    }
    return new GuardSite.EntryOf(selector.intValue());
  }

  private static Guard guard(String at, String kind, JsonNode node) {
    return switch (kind) {
      case "revertIfArgumentAbove" -> {
        requireFields(at, node, Set.of("argument", "cap"));
        yield new Guard.RevertIfArgumentAbove(
            smallNumber(at + ".argument", node.path("argument")),
            number(at + ".cap", node.path("cap")));
      }
      case "requireSlot" -> {
        requireFields(at, node, Set.of("slot", "equals"));
        yield new Guard.RequireSlot(
            number(at + ".slot", node.path("slot")), number(at + ".equals", node.path("equals")));
      }
      case "checked" -> new Guard.CheckedArithmetic(operation(at, node));
      default -> {
        if (!node.isBoolean() || !node.booleanValue()) {
          throw new GuardException(at + ": expected true, got " + node.asText());
        }
        yield new Guard.RevertAlways();
      }
    };
  }

  private static Guard.CheckedArithmetic.Operation operation(String at, JsonNode node) {
    for (Guard.CheckedArithmetic.Operation operation : Guard.CheckedArithmetic.Operation.values()) {
      if (operation.name().equals(node.asText().toUpperCase(Locale.ROOT))) {
        return operation;
      }
    }
    throw new GuardException(at + ": expected ADD, SUB or MUL, got " + node.asText());
  }

  private static String onlyOneOf(String at, JsonNode node, Set<String> names) {
    List<String> present = names.stream().filter(node::has).sorted().toList();
    if (present.size() != 1) {
      throw new GuardException(
          at + ": expected exactly one of " + new TreeSet<>(names) + ", got " + present);
    }
    return present.getFirst();
  }

  private static void requireFields(String at, JsonNode node, Set<String> allowed) {
    if (!node.isObject()) {
      throw new GuardException(at + ": expected fields " + new TreeSet<>(allowed));
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!allowed.contains(field.getKey())) {
        throw new GuardException(
            at + ": unknown field " + field.getKey() + ", expected " + new TreeSet<>(allowed));
      }
    }
  }

  private static int smallNumber(String at, JsonNode node) {
    BigInteger value = number(at, node);
    if (value.bitLength() > 31) {
      throw new GuardException(at + ": expected a small number, got " + value);
    }
    return value.intValue();
  }

  private static BigInteger number(String at, JsonNode node) {
    String text = node.asText().replace("_", "");
    try {
      BigInteger value =
          text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
      if (value.signum() >= 0) {
        return value;
      }
    } catch (NumberFormatException ignored) {
      // Reported below, like a negative number.
    }
    throw new GuardException(
        at + ": expected a number, decimal or 0x-hexadecimal, got '" + text + "'");
  }
}
