// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import dev.suture.attestation.MalformedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a case folder: case.json, old.runtime.hex, new.runtime.hex or new.LABEL.runtime.hex.
 *
 * @param folder where they are
 * @param checkers contracts that judge the exploit beside what the case says
 */
public record CaseFiles(Path folder, List<RuntimeCode> checkers) {
  private static final Pattern NEW_CODE = Pattern.compile("new(?:\\.(.+))?\\.runtime\\.hex");

  /** Names a folder; it must be there. */
  public CaseFiles {
    if (!Files.isDirectory(folder)) {
      throw new MalformedInputException("case", "there is no folder " + folder);
    }
    checkers = List.copyOf(checkers);
  }

  /** A folder whose case says everything. */
  public CaseFiles(Path folder) {
    this(folder, List.of());
  }

  /** case.json as it is, with the checkers. */
  public byte[] caseJson() {
    try {
      return Checkers.addTo(Files.readAllBytes(folder.resolve("case.json")), checkers);
    } catch (IOException e) {
      throw new MalformedInputException("case.json", "cannot be read from " + folder);
    }
  }

  /** The code before the patch. */
  public RuntimeCode oldCode() {
    return code("old code", "old.runtime.hex");
  }

  /** The labels of all patches, sorted; the empty label is that of new.runtime.hex. */
  public List<String> labels() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NEW_CODE.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(name -> name.group(1) == null ? "" : name.group(1))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new MalformedInputException(folder.toString(), "cannot be listed");
    }
  }

  /** The code after the patch with this label, which must be one of {@link #labels}. */
  public RuntimeCode newCode(String label) {
    List<String> labels = labels();
    if (!labels.contains(label)) {
      throw new MalformedInputException(
          "label", "\"" + label + "\" is not in the folder, which has " + forPeople(labels));
    }
    return code("new code", label.isEmpty() ? "new.runtime.hex" : "new." + label + ".runtime.hex");
  }

  /** The label of the only patch. */
  String onlyLabel() {
    List<String> labels = labels();
    if (labels.isEmpty()) {
      throw new MalformedInputException(
          "new code", "there is neither new.runtime.hex nor new.LABEL.runtime.hex in " + folder);
    }
    if (labels.size() > 1) {
      throw new MalformedInputException(
          "label", "is needed, the folder has " + labels.size() + " patches: " + forPeople(labels));
    }
    return labels.getFirst();
  }

  private RuntimeCode code(String field, String name) {
    Path file = folder.resolve(name);
    try {
      return RuntimeCode.fromHex(field, Files.readString(file));
    } catch (IOException e) {
      throw new MalformedInputException(field, "cannot be read from " + file);
    }
  }

  private static List<String> forPeople(List<String> labels) {
    return labels.stream().map(label -> label.isEmpty() ? "(no label)" : label).toList();
  }
}
