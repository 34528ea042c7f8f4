// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.suture.v1.PatchInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scan that finds nothing is worth something only if it finds what is there. */
class SecretScanTest {
  private static final byte[] KNOWN = Samples.random(300);
  private static final byte[] CODE = code();
  private static final byte[] SEED = Samples.random(32);
  private final SecretScan scan =
      new SecretScan().addWindows("code", CODE, KNOWN).add("seed", SEED);

  /** The known code with 30 bytes changed. */
  private static byte[] code() {
    byte[] code = KNOWN.clone();
    System.arraycopy(Samples.random(30), 0, code, 100, 30);
    return code;
  }

  @Test
  void findsEveryFormOfASecret() {
    List<String> forms =
        List.of(
            HexFormat.of().formatHex(CODE),
            HexFormat.of().withUpperCase().formatHex(CODE),
            Base64.getEncoder().encodeToString(CODE),
            Base64.getUrlEncoder().encodeToString(CODE),
            PatchInput.newBuilder().setNewCode(ByteString.copyFrom(CODE)).build().toString(),
            Arrays.toString(CODE),
            HexFormat.of().formatHex(SEED),
            Base64.getEncoder().encodeToString(SEED),
            new BigInteger(1, SEED).toString(),
            Arrays.toString(SEED));
    for (String form : forms) {
      assertFalse(scan.find("text", "before " + form + " after").isEmpty(), form);
    }
    assertFalse(scan.find("bytes", CODE).isEmpty());
    assertFalse(scan.find("bytes", SEED).isEmpty());
  }

  @Test
  void findsASingleWindowAtAnyPlace() {
    for (int at = 0; at < 50; at++) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      content.writeBytes(Samples.random(at));
      content.write(CODE, 103, SecretScan.WINDOW_BYTES);
      content.writeBytes(Samples.random(7));
      assertFalse(scan.find("bytes", content.toByteArray()).isEmpty(), "at " + at);
    }
  }

  @Test
  void passesWhatIsPublicOrRandom() {
    assertTrue(scan.find("old code", KNOWN).isEmpty());
    assertTrue(scan.find("old code", HexFormat.of().formatHex(KNOWN)).isEmpty());
    assertTrue(scan.find("noise", Samples.random(1 << 20)).isEmpty());
  }

  @Test
  void readsFilesAndTheirNames(@TempDir Path folder) throws IOException {
    assertTrue(scan.findBelow(folder).isEmpty());
    Path below = Files.createDirectory(folder.resolve("below"));
    Path named = Files.createFile(below.resolve(HexFormat.of().formatHex(SEED)));
    assertFalse(scan.findBelow(folder).isEmpty());
    Files.delete(named);
    Files.writeString(below.resolve("log"), HexFormat.of().formatHex(CODE), StandardCharsets.UTF_8);
    assertFalse(scan.findBelow(folder).isEmpty());
  }
}
