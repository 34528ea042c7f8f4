// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads src/test/vectors/golden.json, which the Go side writes. Its fields are flat, so no JSON
 * library is needed here.
 */
final class GoldenVectors {
  private static final String TEXT = read();

  private GoldenVectors() {}

  static byte[] bytes(String field) {
    return HexFormat.of().parseHex(match(field, "\\[?\\s*\"0x([0-9a-f]*)\""));
  }

  static String text(String field) {
    return match(field, "\"([^\"]*)\"");
  }

  static int integer(String field) {
    return Integer.parseInt(match(field, "([0-9]+)"));
  }

  private static String match(String field, String value) {
    Matcher matcher = Pattern.compile("\"" + field + "\":\\s*" + value).matcher(TEXT);
    if (!matcher.find()) {
      throw new IllegalStateException("golden.json has no " + field);
    }
    return matcher.group(1);
  }

  private static String read() {
    try {
      return Files.readString(Path.of("src/test/vectors/golden.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
