// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks for secrets in whatever form a program may write bytes: raw, hexadecimal, base64, protobuf
 * text, Java arrays and numbers.
 */
final class SecretScan {
  /** Shortest part of a code that tells something. */
  static final int WINDOW_BYTES = 24;

  private static final int INDEX_BYTES = 8;

  private record Pattern(String secret, byte[] bytes) {}

  /** Patterns by their first bytes, so that a scan takes one look per position. */
  private final Map<Long, List<Pattern>> patterns = new HashMap<>();

  /** Every window of {@code code} that is not in {@code known}. */
  SecretScan addWindows(String name, byte[] code, byte[] known) {
    String publicHex = HexFormat.of().formatHex(known);
    for (int at = 0; at + WINDOW_BYTES <= code.length; at++) {
      byte[] window = Arrays.copyOfRange(code, at, at + WINDOW_BYTES);
      if (!publicHex.contains(HexFormat.of().formatHex(window))) {
        add(name + " at " + at, window);
      }
    }
    return this;
  }

  /** A secret of at least eight bytes. */
  SecretScan add(String name, byte[] secret) {
    List<String> forms =
        List.of(
            HexFormat.of().formatHex(secret),
            HexFormat.of().withUpperCase().formatHex(secret),
            base64(secret),
            Base64.getUrlEncoder().withoutPadding().encodeToString(wholeGroups(secret)),
            TextFormat.escapeBytes(ByteString.copyFrom(secret)),
            inner(Arrays.toString(secret)),
            new BigInteger(1, secret).toString());
    put(name, secret);
    forms.forEach(form -> put(name, form.getBytes(StandardCharsets.US_ASCII)));
    return this;
  }

  private static String base64(byte[] secret) {
    return Base64.getEncoder().encodeToString(wholeGroups(secret));
  }

  /** What follows the secret would change the last group. */
  private static byte[] wholeGroups(byte[] secret) {
    return Arrays.copyOf(secret, secret.length / 3 * 3);
  }

  private static String inner(String array) {
    return array.substring(1, array.length() - 1);
  }

  private void put(String name, byte[] bytes) {
    if (bytes.length >= INDEX_BYTES) {
      patterns
          .computeIfAbsent(index(bytes, 0), key -> new ArrayList<>())
          .add(new Pattern(name, bytes));
    }
  }

  private static long index(byte[] bytes, int at) {
    long index = 0;
    for (int i = 0; i < INDEX_BYTES; i++) {
      index = index << Byte.SIZE | Byte.toUnsignedLong(bytes[at + i]);
    }
    return index;
  }

  /** How many patterns are looked for. */
  int size() {
    return patterns.values().stream().mapToInt(List::size).sum();
  }

  /** Names of the secrets in {@code content}, each with {@code where}. */
  List<String> find(String where, byte[] content) {
    List<String> found = new ArrayList<>();
    for (int at = 0; at + INDEX_BYTES <= content.length; at++) {
      for (Pattern pattern : patterns.getOrDefault(index(content, at), List.of())) {
        int end = at + pattern.bytes().length;
        if (end <= content.length
            && Arrays.equals(content, at, end, pattern.bytes(), 0, pattern.bytes().length)) {
          found.add(where + ": " + pattern.secret());
        }
      }
    }
    return found;
  }

  List<String> find(String where, String content) {
    return find(where, content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Names and contents of all files below a folder; a file that vanishes meanwhile is passed over.
   */
  List<String> findBelow(Path folder) {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        found.addAll(find("name of a file", file.toString()));
        found.addAll(findIn(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private List<String> findIn(Path file) throws IOException {
    try {
      return find(file.toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
