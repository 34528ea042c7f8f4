// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.suture.cli.rpc.Abi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A compiled contract of module verifier-contracts, read from its jar. */
record ContractArtifact(String name, String creationCode) {

  static ContractArtifact load(String name) {
    String resource = "/META-INF/suture/contracts/" + name + ".json";
    try (InputStream in = ContractArtifact.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no contract " + name + " on the class path");
      }
      JsonNode json = new ObjectMapper().readTree(in);
      return new ContractArtifact(name, json.path("bytecode").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Init code: creation code and constructor arguments. */
  String initCode(Object... arguments) {
    return creationCode + Abi.hex(Abi.encode(java.util.List.of(arguments)));
  }
}
