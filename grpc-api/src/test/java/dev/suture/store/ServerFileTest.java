// SPDX-License-Identifier: Apache-2.0
package dev.suture.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFileTest {
  @Test
  void isReadAsItWasWrittenAndByItsOwnerOnly(@TempDir Path folder) throws IOException {
    Home home = new Home(folder);
    ServerFile file = new ServerFile(1234, 5, "token", "jdbc:postgresql://h/d?password=p");
    assertTrue(ServerFile.read(home).isEmpty());
    file.write(home);
    assertEquals(Optional.of(file), ServerFile.read(home));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(home.serverFile())));
  }

  @Test
  void showsNeitherTokenNorPassword() {
    String text = new ServerFile(1, 2, "hidden", "hidden").toString();
    assertFalse(text.contains("hidden"), text);
  }
}
