// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

import dev.suture.attestation.MalformedInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A ZIP file with one spelling: entries by name, stored, one fixed time. Any other spelling of the
 * same files is refused.
 */
final class Archive {
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** Larger than any bundle; guards against archives made to exhaust memory. */
  private static final int MAX_BYTES = 4 << 20;

  private Archive() {}

  static byte[] write(SortedMap<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (var file : files.entrySet()) {
        zip.putNextEntry(entry(file.getKey(), file.getValue()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static ZipEntry entry(String name, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(crc.getValue());
    return entry;
  }

  static SortedMap<String, byte[]> read(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new MalformedInputException(
          "bundle", "has " + bytes.length + " bytes, expected at most " + MAX_BYTES);
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readNBytes(MAX_BYTES));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new MalformedInputException("bundle", "is not a readable archive");
    }
    if (!Arrays.equals(bytes, write(files))) {
      throw new MalformedInputException(
          "bundle", "is not in canonical form: it was changed or cut");
    }
    return files;
  }
}
