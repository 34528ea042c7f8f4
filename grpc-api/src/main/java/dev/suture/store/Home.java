// SPDX-License-Identifier: Apache-2.0
package dev.suture.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The folder where server and workers of one user keep their files, for this user's eyes only. */
public record Home(Path folder) {
  public Home {
    folder = folder.toAbsolutePath();
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code SUTURE_HOME}, by default {@code ~/.cache/suture}. */
  public static Home ofEnvironment() {
    return new Home(
        Optional.ofNullable(System.getenv("SUTURE_HOME"))
            .filter(text -> !text.isBlank())
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "suture")));
  }

  /** Proving keys: {@code SUTURE_KEYS}, by default here. */
  public Path provingKeys() {
    return fileOf("SUTURE_KEYS", "keys");
  }

  /** Where the running server is found. */
  public Path serverFile() {
    return folder.resolve("server.json");
  }

  /** Key of everything sealed in the store: {@code SUTURE_STORE_KEY_FILE}, by default here. */
  public Path storeKey() {
    return fileOf("SUTURE_STORE_KEY_FILE", "store.key");
  }

  /** Key that signs bundles. */
  public Path bundleKey() {
    return folder.resolve("bundle.key");
  }

  /** Key that signs transactions: {@code SUTURE_PROPOSER_KEY_FILE}, by default here. */
  public Path chainKey() {
    return fileOf("SUTURE_PROPOSER_KEY_FILE", "chain.key");
  }

  private Path fileOf(String variable, String name) {
    return Optional.ofNullable(System.getenv(variable))
        .filter(text -> !text.isBlank())
        .map(Path::of)
        .orElseGet(() -> folder.resolve(name));
  }

  Path databaseFiles() {
    return folder.resolve("database");
  }

  Path databasePrograms() {
    return folder.resolve("postgresql");
  }

  Path databaseAccess() {
    return folder.resolve("database.json");
  }
}
