// SPDX-License-Identifier: Apache-2.0
package dev.suture.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.suture.attestation.property.PropertyFile;
import dev.suture.attestation.property.PropertySet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PropertyTextTest {
  static Stream<String> files() {
    return Stream.of(
        "version: 1\nproperties:\n  code.size: {maxBytes: 100}\n",
        "version: 1\nshape: code-8k\nparameters: secret\nproperties:\n"
            + "  code.noOpcodes: {opcodes: [CALLCODE, 0x32]}\n  code.metadata: {}\n",
        "version: 1\nscenarioShape: exec-4k\ninconclusive: skip\nproperties:\n"
            + "  exploit.blocked: {}\n  behaviour.preserved: {}\n",
        "version: 1\nproperties:\n  code.guardOnly: {slots: [\"0x" + "00".repeat(31) + "07\"]}\n");
  }

  @ParameterizedTest
  @MethodSource("files")
  void readsBackWhatItWrote(String file) {
    PropertySet set = PropertyFile.parse(file);
    PropertySet again = PropertyFile.parse(PropertyText.of(set));
    assertEquals(PropertyText.of(set), PropertyText.of(again));
    assertEquals(set.forbiddenOpcodes(), again.forbiddenOpcodes());
    assertEquals(set.maxSizeBytes(), again.maxSizeBytes());
    assertEquals(set.guardOnly(), again.guardOnly());
    assertEquals(set.scenarios(), again.scenarios());
    assertEquals(set.declaredSlots().size(), again.declaredSlots().size());
  }
}
