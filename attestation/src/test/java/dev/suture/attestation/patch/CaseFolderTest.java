// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.suture.attestation.MalformedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseFolderTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void writeCase() throws IOException {
    write("case.json", "{\"target\": \"0x" + "Ab".repeat(20) + "\", \"env\": {\"chainid\": 5}}");
    write("old.runtime.hex", "6000\n");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private void assertRefused(Optional<String> label, String expected) {
    MalformedInputException e =
        assertThrows(MalformedInputException.class, () -> CaseFolder.read(folder, label));
    assertTrue(String.valueOf(e.getMessage()).startsWith(expected), e::getMessage);
  }

  @Test
  void takesTheOnlyNewCodeWhateverItsLabel() throws IOException {
    write("new.fix.runtime.hex", "0X600A\r\n");
    CaseFolder patch = CaseFolder.read(folder, Optional.empty());
    assertEquals("0x600a", Hex.encode(patch.newCode().bytes()));
    assertEquals(5, patch.chainId());
  }

  @Test
  void takesAnotherNewCodeInsteadOfThoseOfTheFolder() throws IOException {
    write("new.runtime.hex", "00");
    write("new.a.runtime.hex", "01");
    CaseFolder patch =
        CaseFolder.read(new CaseFiles(folder), RuntimeCode.fromHex("new code", "600b"));
    assertEquals("0x600b", Hex.encode(patch.newCode().bytes()));
    assertEquals("0x6000", Hex.encode(patch.oldCode().bytes()));
  }

  @Test
  void namesWhatIsMissing() throws IOException {
    assertRefused(Optional.empty(), "new code: there is neither new.runtime.hex nor new.LABEL");
    write("case.json", "{}");
    assertRefused(Optional.empty(), "case.json: target: is missing, expected 20 bytes as hex");
    write("case.json", "{");
    assertRefused(Optional.empty(), "case.json: is not valid JSON");
    Files.delete(folder.resolve("case.json"));
    assertRefused(Optional.empty(), "case.json: cannot be read from " + folder);
  }

  @Test
  void listsTheLabelsOfSeveralNewCodes() throws IOException {
    write("new.runtime.hex", "00");
    write("new.a.runtime.hex", "01");
    assertRefused(Optional.empty(), "label: is needed, the folder has 2 patches: [(no label), a]");
    assertRefused(Optional.of("b"), "label: \"b\" is not in the folder, which has [(no label), a]");
  }
}
