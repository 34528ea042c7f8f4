// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Takes the native libraries out of the jar, into a folder only this user can read, once per
 * process.
 */
final class NativeLibrary {
  private static final String PROVER = "libsuture_prover.so";
  private static final String JNI = "libsuture_jni.so";
  private static final String PREFIX = "suture-native-";

  private NativeLibrary() {}

  /** Path of the C library. */
  static Path proverPath() {
    return Extracted.FOLDER.resolve(PROVER);
  }

  static void loadJni() {
    Loaded.touch();
  }

  /** The folder, extracted when this class is first used. */
  private static final class Extracted {
    static final Path FOLDER = extract();

    private static Path extract() {
      try {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        deleteThoseOfDeadProcesses(temporary);
        String own = PREFIX + ProcessHandle.current().pid() + "-";
        Path folder = Files.createTempDirectory(temporary, own);
        for (String name : new String[] {JNI, PROVER}) {
          copy(name, folder.resolve(name));
        }
        deleteOnExit(folder);
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException("cannot unpack the native prover", e);
      }
    }

    private static void copy(String name, Path to) throws IOException {
      String resource = "/native/" + platform() + "/" + name;
      try (InputStream in = NativeLibrary.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new ProverException(
              "this build holds no native prover for "
                  + platform()
                  + "; build it there with Maven");
        }
        Files.copy(in, to);
      }
    }

    /**
     * A process that is killed, or ends itself because its proof was cancelled, leaves its folder.
     */
    private static void deleteThoseOfDeadProcesses(Path parent) throws IOException {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*-*")) {
        for (Path folder : folders) {
          String pid = folder.getFileName().toString().substring(PREFIX.length()).split("-")[0];
          boolean ours = Files.isWritable(folder);
          if (ours
              && pid.matches("[0-9]{1,18}")
              && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
            delete(folder);
          }
        }
      }
    }

    private static void delete(Path folder) throws IOException {
      for (String name : new String[] {JNI, PROVER}) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.deleteIfExists(folder);
    }

    private static void deleteOnExit(Path folder) {
      folder.toFile().deleteOnExit(); // runs last: files are deleted in reverse order
      for (String name : new String[] {JNI, PROVER}) {
        folder.resolve(name).toFile().deleteOnExit();
      }
    }
  }

  /** Loads once; the order matters only for the search path, which is the libraries' own folder. */
  private static final class Loaded {
    static {
      load(Extracted.FOLDER.resolve(JNI));
    }

    static void touch() {}

    @SuppressWarnings(
        "restricted") // the JVM asks for --enable-native-access; loading is what this class is for
    private static void load(Path library) {
      System.load(library.toAbsolutePath().toString());
    }
  }

  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return os.split(" ")[0] + "-" + System.getProperty("os.arch");
  }
}
