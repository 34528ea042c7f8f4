// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The case collection beside the checkout, or where SUTURE_SHARED points. */
final class SharedCases {
  private static final Path CASES =
      Path.of(System.getenv().getOrDefault("SUTURE_SHARED", "../../shared"), "cases");

  private SharedCases() {}

  /** All folders with a case.json. */
  static List<Path> cases() {
    return foldersWith(CASES, "case.json");
  }

  /** All folders with a negative.json. */
  static List<Path> wrongPatches() {
    return foldersWith(CASES.resolve("wrong"), "negative.json");
  }

  static Path named(String name) {
    return CASES.resolve(name);
  }

  private static List<Path> foldersWith(Path parent, String file) {
    try (Stream<Path> folders = Files.list(parent)) {
      return folders.filter(folder -> Files.exists(folder.resolve(file))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
