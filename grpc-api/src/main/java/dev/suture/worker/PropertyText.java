// SPDX-License-Identifier: Apache-2.0
package dev.suture.worker;

import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.property.PropertySet;
import dev.suture.attestation.property.ScenarioProperties;
import java.util.stream.Collectors;

/** A property set as a property file: what a plan claims, for the owner to keep or to change. */
final class PropertyText {
  private PropertyText() {}

  static String of(PropertySet set) {
    StringBuilder text = new StringBuilder("version: 1\n");
    set.shape().ifPresent(shape -> text.append("shape: ").append(shape).append('\n'));
    ScenarioProperties scenarios = set.scenarios();
    scenarios.shape().ifPresent(shape -> text.append("scenarioShape: ").append(shape).append('\n'));
    if (scenarios.benignPublic()) {
      text.append("scenarios: {benign: public}\n");
    }
    if (scenarios.skipInconclusive()) {
      text.append("inconclusive: skip\n");
    }
    text.append("parameters: ").append(set.parametersSecret() ? "secret" : "public").append('\n');
    text.append("properties:\n");
    text.append("  code.size: {maxBytes: ").append(set.maxSizeBytes()).append("}\n");
    text.append("  code.prefix: {}\n");
    if (!set.forbiddenOpcodes().isEmpty()) {
      text.append("  code.noOpcodes: {opcodes: [").append(opcodes(set)).append("]}\n");
    }
    if (set.metadata()) {
      text.append("  code.metadata: {}\n");
    }
    if (set.guardOnly()) {
      text.append("  code.guardOnly: {slots: [").append(slots(set)).append("]}\n");
    }
    if (scenarios.exploitBlocked()) {
      text.append("  exploit.blocked: {}\n");
    }
    if (scenarios.behaviourPreserved()) {
      text.append("  behaviour.preserved: {").append(selectors(scenarios)).append("}\n");
    }
    if (scenarios.behaviourExpected()) {
      text.append("  behaviour.expected: {}\n");
    }
    return text.toString();
  }

  private static String opcodes(PropertySet set) {
    return set.forbiddenOpcodes().stream()
        .map("0x%02x"::formatted)
        .collect(Collectors.joining(", "));
  }

  private static String selectors(ScenarioProperties scenarios) {
    String list =
        scenarios.selectors().stream()
            .map(selector -> '"' + selector.text() + '"')
            .collect(Collectors.joining(", "));
    return list.isEmpty() ? "" : "selectors: [" + list + "]";
  }

  private static String slots(PropertySet set) {
    return set.declaredSlots().stream()
        .map(slot -> '"' + Hex.encode(slot) + '"')
        .collect(Collectors.joining(", "));
  }
}
