// SPDX-License-Identifier: Apache-2.0
package dev.suture.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayloadCipherTest {
  private static final byte[] SECRET = "the new code".getBytes(StandardCharsets.US_ASCII);
  private static final UUID ROW = UUID.randomUUID();

  private final PayloadCipher cipher = new PayloadCipher(new byte[32]);

  @Test
  void opensWhatItSealed() {
    assertArrayEquals(SECRET, cipher.open(ROW, "payload", cipher.seal(ROW, "payload", SECRET)));
  }

  @Test
  void sealsTheSameDifferentlyEachTime() {
    assertFalse(
        Arrays.equals(cipher.seal(ROW, "payload", SECRET), cipher.seal(ROW, "payload", SECRET)));
  }

  @Test
  void refusesAValueMovedToAnotherRowOrColumn() {
    byte[] sealed = cipher.seal(ROW, "payload", SECRET);
    assertThrows(StoreException.class, () -> cipher.open(UUID.randomUUID(), "payload", sealed));
    assertThrows(StoreException.class, () -> cipher.open(ROW, "opening", sealed));
  }

  @Test
  void refusesEveryFlippedByte() {
    byte[] sealed = cipher.seal(ROW, "payload", SECRET);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThrows(StoreException.class, () -> cipher.open(ROW, "payload", changed));
    }
  }

  @Test
  void refusesAnotherKey() {
    byte[] key = new byte[32];
    key[0] = 1;
    byte[] sealed = cipher.seal(ROW, "payload", SECRET);
    assertThrows(StoreException.class, () -> new PayloadCipher(key).open(ROW, "payload", sealed));
  }

  @Test
  void refusesAShortKey() {
    assertThrows(StoreException.class, () -> new PayloadCipher(new byte[16]));
  }

  @Test
  void makesItsKeyFileOnceForItsOwnerOnly(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("store.key");
    PayloadCipher first = PayloadCipher.fromFile(file);
    byte[] sealed = first.seal(ROW, "payload", SECRET);
    assertArrayEquals(SECRET, PayloadCipher.fromFile(file).open(ROW, "payload", sealed));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }
}
