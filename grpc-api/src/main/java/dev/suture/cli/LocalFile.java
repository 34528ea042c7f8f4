// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import dev.suture.attestation.MalformedInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Files that a user names. Messages name the file's role and path, never its content. */
public final class LocalFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<StandardOpenOption> REPLACE =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);

  private LocalFile() {}

  static String readText(String role, Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new MalformedInputException(role, "there is no file " + file);
    } catch (IOException e) {
      throw new MalformedInputException(role, "cannot be read as text from " + file);
    }
  }

  static byte[] readBytes(String role, Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new MalformedInputException(role, "there is no file " + file);
    } catch (IOException e) {
      throw new MalformedInputException(role, "cannot be read from " + file);
    }
  }

  static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new MalformedInputException("output file", file + " cannot be written");
    }
  }

  /** Refuses, before long work, a path that {@link #write} could not write. */
  static void requireWritable(Path file) {
    Path parent = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    if (Files.isDirectory(file) || !Files.isWritable(Files.exists(file) ? file : parent)) {
      throw new MalformedInputException("output file", file + " cannot be written");
    }
  }

  /** Writes a file that only its owner can read, from the first byte on. */
  public static void writeForOwner(Path file, byte[] bytes) {
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, REPLACE, PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
      Files.setPosixFilePermissions(file, OWNER_ONLY);
      channel.write(ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      throw new MalformedInputException("output file", file + " cannot be written");
    }
  }
}
