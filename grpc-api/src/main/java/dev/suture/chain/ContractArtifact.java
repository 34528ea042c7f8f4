// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.suture.attestation.patch.Hex;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * ABI and bytecode of a contract, from the resources of module verifier-contracts.
 *
 * @param abi array of the compiler's ABI entries
 * @param bytecode init code without constructor arguments
 */
public record ContractArtifact(JsonNode abi, byte[] bytecode) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Reads META-INF/suture/contracts/NAME.json. */
  public static ContractArtifact load(String name) {
    String resource = "/META-INF/suture/contracts/" + name + ".json";
    try (InputStream in = ContractArtifact.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("module verifier-contracts packs no contract " + name);
      }
      JsonNode json = MAPPER.readTree(in);
      return new ContractArtifact(
          json.required("abi"), Hex.decode(name, json.required("bytecode").asText()));
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
