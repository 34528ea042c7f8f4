// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.property;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.suture.attestation.MalformedInputException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PropertyFileTest {
  @Test
  void readsEveryProperty() {
    PropertySet set =
        PropertyFile.parse(
            """
            version: 1
            shape: code-8k
            parameters: secret
            properties:
              code.size: {maxBytes: 9000}
              code.noOpcodes: {opcodes: [SELFDESTRUCT, 0x32, 240]}
              code.metadata: {}
              code.guardOnly:
                slots: ["0x%064x"]
            """
                .formatted(5));
    assertEquals(9000, set.maxSizeBytes());
    assertEquals("[50, 240, 255]", set.forbiddenOpcodes().toString());
    assertTrue(set.parametersSecret() && set.metadata() && set.guardOnly());
    assertEquals(5, set.declaredSlots().getFirst()[31]);
    assertEquals(Optional.of("code-8k"), set.shape());
    byte[] bits = set.forbiddenOpcodeBits();
    assertEquals((byte) 0x80, bits[0]);
    assertEquals((byte) 0x04, bits[31 - 50 / 8]);
    assertFalse(set.toString().contains("240"), "a secret set is not shown");
  }

  @Test
  void readsWhatScenariosAreToShow() {
    ScenarioProperties scenarios =
        PropertyFile.parse(
                """
                version: 1
                scenarios: {benign: public}
                properties:
                  exploit.blocked: {}
                  behaviour.preserved:
                    selectors: ["transfer(address, uint256)", "0x095EA7B3", 0x0000aa01]
                  behaviour.expected: {}
                """)
            .scenarios();
    assertTrue(scenarios.exploitBlocked() && scenarios.behaviourPreserved());
    assertTrue(scenarios.behaviourExpected() && scenarios.benignPublic());
    assertEquals(
        "[transfer(address, uint256) (0xa9059cbb), 0x095ea7b3, 0x0000aa01]",
        scenarios.selectors().toString());
  }

  @Test
  void takesWhatIsNotNamedAsNotClaimed() {
    PropertySet set = PropertyFile.parse("version: 1\nproperties: {code.size: {maxBytes: 10}}");
    assertFalse(set.guardOnly() || set.metadata() || set.parametersSecret());
    assertArrayEquals(new byte[32], set.forbiddenOpcodeBits());
    assertEquals(ScenarioProperties.NONE, set.scenarios());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "version: 2|version: expected 1",
        "version: 1|properties: expected a map, got nothing",
        "{version: 1, properties: {}}|properties: is empty",
        "{version: 1, properties: {code.sise: {}}}|properties: unknown \"code.sise\"",
        "{version: 1, color: red, properties: {code.metadata: {}}}|property file: unknown"
            + " \"color\"",
        "{version: 1, properties: {code.size: {maxBytes: 24577}}}|code.size: maxBytes is 24577,"
            + " expected 1 to 24576",
        "{version: 1, properties: {code.size: {maxBytes: many}}}|code.size: maxBytes is missing or"
            + " not an integer",
        "{version: 1, properties: {code.size: {maxBytes: 1}, code.size: {maxBytes: 2}}}|property"
            + " file: says a field twice at line 1",
        "{version: 1, properties: {code.noOpcodes: {opcodes: [STOPP]}}}|code.noOpcodes: unknown"
            + " opcode \"STOPP\"",
        "{version: 1, properties: {code.noOpcodes: {opcodes: [0]}}}|code.noOpcodes: opcode 0 is not"
            + " in 1 to 255",
        "{version: 1, properties: {code.noOpcodes: {}}}|code.noOpcodes: opcodes is missing or"
            + " empty",
        "{version: 1, parameters: hidden, properties: {code.metadata: {}}}|parameters: expected"
            + " public or secret",
        "{version: 1, properties: {code.guardOnly: {slots: [\"0x01\"]}}}|code.guardOnly: slots: has"
            + " 1 bytes, expected 32",
        "{version: 1, properties: {behaviour.preserved: {selectors: [transfer]}}}|"
            + "behaviour.preserved: selectors: expected a signature",
        "{version: 1, properties: {behaviour.preserved: {selectors: ["
            + "\"f(\"]}}}|behaviour.preserved: selectors: expected a signature",
        "{version: 1, properties: {behaviour.preserved: {selectors: 5}}}|behaviour.preserved:"
            + " selectors: expected a list",
        "{version: 1, properties: {behaviour.preserved: {selectors: [\"transfer(address,uint256)\","
            + " \"0xa9059cbb\"]}}}|behaviour.preserved: selectors: names one twice",
        "{version: 1, properties: {behaviour.preserved: [\"f()\"]}}|behaviour.preserved: expected a"
            + " map, got array",
        "{version: 1, properties: {exploit.blocked: \"safe\"}}|exploit.blocked: expected a map, got"
            + " string",
        "{version: 1, properties: {code.guardOnly: [\"0x01\"]}}|code.guardOnly: expected a map, got"
            + " array",
        "{version: 1, properties: {behaviour.expected: {x: 1}}}|behaviour.expected: unknown \"x\"",
        "{version: 1, scenarios: {benign: secret}, properties: {behaviour.preserved: {}}}|"
            + "scenarios: benign: expected public or private",
        "{version: 1, scenarios: {exploit: public}, properties: {behaviour.preserved: {}}}|"
            + "scenarios: unknown \"exploit\"",
        "{version: 1, scenarios: {benign: public}, properties: {exploit.blocked: {}}}|"
            + "scenarios: benign use is spoken of",
        "][|property file: is not valid YAML at line 1",
      })
  void namesWhatIsWrong(String yaml, String message) {
    MalformedInputException e =
        assertThrows(MalformedInputException.class, () -> PropertyFile.parse(yaml));
    assertTrue(String.valueOf(e.getMessage()).startsWith(message), e.getMessage());
  }
}
