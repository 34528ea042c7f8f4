// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.suture.attestation.MalformedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder with case.json, old.runtime.hex and new.runtime.hex or new.LABEL.runtime.hex.
 *
 * @param target the account whose code is replaced, 20 bytes as hex
 * @param chainId of the case's environment
 */
public record CaseFolder(String target, long chainId, RuntimeCode oldCode, RuntimeCode newCode) {
  private static final String SUFFIX = ".runtime.hex";

  /** Reads one patch of the folder; without a label there must be exactly one. */
  public static CaseFolder read(Path folder, Optional<String> label) {
    JsonNode json = readJson(folder.resolve("case.json"));
    if (!json.path("target").isTextual()) {
      throw new MalformedInputException(
          "case.json: target", "is missing, expected 20 bytes as hex");
    }
    String target = json.path("target").asText();
    Hex.decode("case.json: target", target, 20);
    return new CaseFolder(
        target,
        json.path("env").path("chainid").asLong(1),
        readCode("old code", folder.resolve("old" + SUFFIX)),
        readCode("new code", newFile(folder, label)));
  }

  private static JsonNode readJson(Path file) {
    try {
      return new ObjectMapper().readTree(Files.readString(file));
    } catch (JacksonException e) {
      throw new MalformedInputException(file.getFileName().toString(), "is not valid JSON");
    } catch (IOException e) {
      throw new MalformedInputException("case.json", "cannot be read from " + file);
    }
  }

  private static RuntimeCode readCode(String field, Path file) {
    try {
      return RuntimeCode.fromHex(field, Files.readString(file));
    } catch (IOException e) {
      throw new MalformedInputException(field, "cannot be read from " + file);
    }
  }

  private static Path newFile(Path folder, Optional<String> label) {
    if (label.isPresent()) {
      Path file = folder.resolve("new." + label.get() + SUFFIX);
      if (!Files.isRegularFile(file)) {
        throw new MalformedInputException(
            "label", "\"" + label.get() + "\" is not in the folder, which has " + labels(folder));
      }
      return file;
    }
    List<Path> all = newFiles(folder);
    if (all.isEmpty()) {
      throw new MalformedInputException(
          "new code",
          "there is neither new" + SUFFIX + " nor new.LABEL" + SUFFIX + " in " + folder);
    }
    if (all.size() > 1) {
      throw new MalformedInputException(
          "label", "is needed, the folder has " + all.size() + " patches: " + labels(folder));
    }
    return all.getFirst();
  }

  private static List<Path> newFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().matches("new(\\..+)?\\.runtime\\.hex"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new MalformedInputException(folder.toString(), "cannot be listed");
    }
  }

  private static List<String> labels(Path folder) {
    return newFiles(folder).stream()
        .map(f -> f.getFileName().toString().replaceFirst("^new\\.?", ""))
        .map(name -> name.substring(0, Math.max(0, name.length() - SUFFIX.length())))
        .map(name -> name.isEmpty() ? "(no label)" : name)
        .toList();
  }
}
