// SPDX-License-Identifier: Apache-2.0
package dev.suture.benchmarks;

import dev.suture.prover.Proof;
import dev.suture.prover.PublicInputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The proof of the golden vectors. Run from the repository's root or from this module. */
record GoldenProof(byte[] vkBlob, PublicInputs inputs, Proof proof) {
  private static final String VECTORS = "prover-native/src/test/vectors/golden.json";

  static GoldenProof read() {
    Path path = Files.exists(Path.of(VECTORS)) ? Path.of(VECTORS) : Path.of("..", VECTORS);
    try {
      String json = Files.readString(path);
      PublicInputs inputs =
          new PublicInputs(field(json, "claim"), field(json, "z"), field(json, "y"));
      return new GoldenProof(field(json, "vkBlob"), inputs, new Proof(field(json, "proof")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] field(String json, String name) {
    Matcher m = Pattern.compile("\"" + name + "\": \"0x([0-9a-f]+)\"").matcher(json);
    if (!m.find()) {
      throw new IllegalStateException("golden.json has no " + name);
    }
    return HexFormat.of().parseHex(m.group(1));
  }
}
