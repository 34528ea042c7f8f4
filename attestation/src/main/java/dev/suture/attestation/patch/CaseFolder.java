// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.suture.attestation.MalformedInputException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One patch of a case folder, see {@link CaseFiles}.
 *
 * @param target the account whose code is replaced, 20 bytes as hex
 * @param chainId of the case's environment
 * @param scenarios what the case runs; empty where it has none
 */
public record CaseFolder(
    String target,
    long chainId,
    RuntimeCode oldCode,
    RuntimeCode newCode,
    Optional<CaseScenarios> scenarios) {

  /** Reads one patch of the folder; without a label there must be exactly one. */
  public static CaseFolder read(Path folder, Optional<String> label) {
    return read(new CaseFiles(folder), label);
  }

  /** The same of files that may have checkers. */
  public static CaseFolder read(CaseFiles files, Optional<String> label) {
    return read(files, () -> files.newCode(label.orElseGet(files::onlyLabel)));
  }

  /** Reads a folder for another new code than those in it. */
  public static CaseFolder read(CaseFiles files, RuntimeCode newCode) {
    return read(files, () -> newCode);
  }

  private static CaseFolder read(CaseFiles files, Supplier<RuntimeCode> newCode) {
    byte[] text = files.caseJson();
    JsonNode json = CaseJson.read("case.json", text);
    if (!json.path("target").isTextual()) {
      throw new MalformedInputException(
          "case.json: target", "is missing, expected 20 bytes as hex");
    }
    String target = json.path("target").asText();
    Hex.decode("case.json: target", target, 20);
    return new CaseFolder(
        target,
        json.path("env").path("chainid").asLong(1),
        files.oldCode(),
        newCode.get(),
        scenarios(json, text));
  }

  /** A case may be there for its target alone. */
  private static Optional<CaseScenarios> scenarios(JsonNode json, byte[] text) {
    return json.has("exploit") || json.has("benign") || json.has("expected")
        ? Optional.of(CaseScenarios.parse("case.json", text)).filter(found -> !found.isEmpty())
        : Optional.empty();
  }
}
