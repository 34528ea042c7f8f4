// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.google.protobuf.ByteString;
import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.CaseFiles;
import dev.suture.attestation.patch.CaseFolder;
import dev.suture.attestation.patch.CaseScenarios;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.v1.PatchInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Old code, new code, properties and scenarios: from a case folder, or one by one. */
final class PatchOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "INPUT",
      description = "Folder with case.json, old.runtime.hex and new[.LABEL].runtime.hex.")
  private Optional<Path> input = Optional.empty();

  @Option(
      names = "--new",
      paramLabel = "LABEL",
      description = "Which of several new codes of INPUT.")
  private Optional<String> label = Optional.empty();

  @Option(
      names = "--old",
      paramLabel = "FILE",
      description = "Old runtime bytecode: hexadecimal, or a compiler's JSON.")
  private Optional<Path> old = Optional.empty();

  @Option(
      names = "--new-code",
      paramLabel = "FILE",
      description = "New runtime bytecode, instead of those of INPUT. Secret.")
  private Optional<Path> newCode = Optional.empty();

  @Option(
      names = "--properties",
      paramLabel = "FILE",
      description = "What is to be proven (YAML); else the default set.")
  private Optional<Path> properties = Optional.empty();

  @Option(
      names = "--code-only",
      description = "Claim nothing about the scenarios of INPUT, and keep them here.")
  private boolean codeOnly;

  @Mixin private CheckerOptions checkers = new CheckerOptions();

  private Optional<CaseFolder> folder = Optional.empty();

  /** The codes and properties as the service takes them. */
  PatchInput read() {
    PatchInput.Builder patch = PatchInput.newBuilder();
    properties.ifPresent(file -> patch.setPropertiesYaml(LocalFile.readText("properties", file)));
    patch.setOldCode(ByteString.copyFrom(oldCode().bytes()));
    patch.setNewCode(ByteString.copyFrom(newCode().bytes()));
    scenarios().ifPresent(found -> patch.setCaseJson(ByteString.copyFrom(found.json())));
    return patch.build();
  }

  RuntimeCode oldCode() {
    return old.map(file -> CodeFile.read("old code", file))
        .or(() -> folder().map(CaseFolder::oldCode))
        .orElseThrow(() -> missing("old code", "--old"));
  }

  private RuntimeCode newCode() {
    return givenCode()
        .or(() -> folder().map(CaseFolder::newCode))
        .orElseThrow(() -> missing("new code", "--new-code"));
  }

  private Optional<RuntimeCode> givenCode() {
    if (newCode.isPresent() && label.isPresent()) {
      throw new MalformedInputException("--new-code", "cannot stand beside --new: give one");
    }
    return newCode.map(file -> CodeFile.read("new code", file));
  }

  private Optional<CaseScenarios> scenarios() {
    if (!checkers.isEmpty() && (codeOnly || input.isEmpty())) {
      throw new MalformedInputException(
          "--checker", "judges the exploit of a case folder, and none is to be proven");
    }
    return codeOnly ? Optional.empty() : folder().flatMap(CaseFolder::scenarios);
  }

  /** The target that a case folder names. */
  Optional<String> target() {
    return folder().map(CaseFolder::target);
  }

  /** The chain that a case folder names. */
  Optional<Long> chainId() {
    return folder().map(CaseFolder::chainId);
  }

  private Optional<CaseFolder> folder() {
    if (folder.isEmpty() && input.isPresent()) {
      Path path = input.get();
      if (!Files.isDirectory(path)) {
        throw new MalformedInputException(
            "INPUT", (Files.exists(path) ? "is no folder: " : "there is no folder ") + path);
      }
      CaseFiles files = new CaseFiles(path, checkers.read());
      folder =
          givenCode()
              .map(code -> CaseFolder.read(files, code))
              .or(() -> Optional.of(CaseFolder.read(files, label)));
    }
    return folder;
  }

  private static MalformedInputException missing(String field, String option) {
    return new MalformedInputException(field, "is missing: give a case folder, or " + option);
  }
}
