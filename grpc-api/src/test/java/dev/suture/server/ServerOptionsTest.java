// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.suture.attestation.MalformedInputException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerOptionsTest {
  @Test
  void takesPortAndDatabase() {
    assertEquals(
        new ServerOptions(5000, Optional.of("jdbc:postgresql://h/d")),
        ServerOptions.parse("--port", "5000", "--database", "jdbc:postgresql://h/d"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--port", "--port=1", "--port x", "--port -1", "--port 65536", "--other 1"})
  void refusesWhatItDoesNotKnow(String line) {
    assertThrows(MalformedInputException.class, () -> ServerOptions.parse(line.split(" ")));
  }

  @Test
  void showsNoPassword() {
    String shown = new ServerOptions(0, Optional.of("jdbc:x?password=hidden")).toString();
    assertFalse(shown.contains("hidden"), shown);
  }
}
