// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.RuntimeCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Runtime bytecode on disk: hexadecimal with or without 0x, or a compiler's JSON with a {@code
 * deployedBytecode}.
 */
final class CodeFile {
  private CodeFile() {}

  /** The code in {@code file}; {@code role} is {@code old code} or {@code new code}. */
  static RuntimeCode read(String role, Path file) {
    String text = LocalFile.readText(role, file).strip();
    return RuntimeCode.fromHex(role, text.startsWith("{") ? fromJson(role, text) : text);
  }

  /** Writes secret code as 0x-hexadecimal, readable by its owner only. */
  static void writeSecret(Path file, RuntimeCode code) {
    String text = Hex.encode(code.bytes()) + "\n";
    LocalFile.writeForOwner(file, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String fromJson(String role, String text) {
    try {
      JsonNode json = new ObjectMapper().readTree(text);
      JsonNode code =
          json.has("deployedBytecode")
              ? json.path("deployedBytecode")
              : json.at("/evm/deployedBytecode");
      if (code.isMissingNode()) {
        throw new MalformedInputException(role, "the JSON has no deployedBytecode");
      }
      String hex = code.isObject() ? code.path("object").asText() : code.asText();
      requireFinal(role, code, hex);
      return hex;
    } catch (JsonProcessingException e) {
      throw new MalformedInputException(role, "is neither hexadecimal nor a compiler's JSON");
    }
  }

  /** Refuses code that is none yet, or that a deployment would still change. */
  private static void requireFinal(String role, JsonNode code, String hex) {
    if (hex.isEmpty() || hex.equals("0x")) {
      throw new MalformedInputException(
          role, "its deployedBytecode is empty: an interface or an abstract contract has no code");
    }
    if (hex.contains("__$")) {
      throw new MalformedInputException(
          role, "its deployedBytecode is not linked: it has placeholders of libraries");
    }
    if (!code.path("immutableReferences").isEmpty()) {
      throw new MalformedInputException(
          role,
          "has immutable variables, whose values a compiler's JSON does not hold; give the code"
              + " of a deployed contract");
    }
  }
}
