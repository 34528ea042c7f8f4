// SPDX-License-Identifier: Apache-2.0
package dev.suture.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/** Files with mode 0600, which appear whole or not at all. */
final class PrivateFile {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private PrivateFile() {}

  /** Replaces the file. */
  static void write(Path file, byte[] content) {
    try {
      Files.move(
          temporary(file, content),
          file,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the file; makes it first where there is none. Of two processes that make it, one wins.
   */
  static byte[] readOrCreate(Path file, Supplier<byte[]> content) {
    try {
      if (!Files.exists(file)) {
        link(file, content.get());
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void link(Path file, byte[] content) throws IOException {
    Path temporary = temporary(file, content);
    try {
      Files.createLink(file, temporary);
    } catch (FileAlreadyExistsException e) {
      return; // another process was first
    } finally {
      Files.delete(temporary);
    }
  }

  private static Path temporary(Path file, byte[] content) throws IOException {
    Path temporary =
        Files.createTempFile(file.toAbsolutePath().getParent(), ".new", "", OWNER_ONLY);
    return Files.write(temporary, content);
  }
}
