// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The solc of module verifier-contracts. */
final class SolidityCompiler {
  private static final String SOURCE = "Source.sol";

  private SolidityCompiler() {}

  /** Compiles a source and writes one contract's part of the output, as solc gives it. */
  static Path compile(Path source, String contract, Path folder)
      throws IOException, InterruptedException {
    JsonNode output = run(request(Files.readString(source)), folder);
    JsonNode artifact = output.path("contracts").path(SOURCE).path(contract);
    if (artifact.isMissingNode()) {
      throw new AssertionError(output.path("errors").toPrettyString());
    }
    return Files.writeString(folder.resolve(contract + ".json"), artifact.toString());
  }

  private static String request(String source) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("language", "Solidity");
    json.putObject("sources").putObject(SOURCE).put("content", source);
    ObjectNode settings = json.putObject("settings");
    settings.putObject("optimizer").put("enabled", true);
    settings
        .putObject("outputSelection")
        .putObject("*")
        .putArray("*")
        .add("evm.deployedBytecode.object")
        .add("evm.deployedBytecode.immutableReferences");
    return json.toString();
  }

  private static JsonNode run(String request, Path folder)
      throws IOException, InterruptedException {
    Path contracts = Path.of(System.getProperty("suture.contracts", "../verifier-contracts"));
    Path input = Files.writeString(folder.resolve("solc.json"), request, StandardCharsets.UTF_8);
    Process solc =
        new ProcessBuilder(
                "node", contracts.resolve("node_modules/.bin/solcjs").toString(), "--standard-json")
            .redirectInput(input.toFile())
            .start();
    String out = new String(solc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (solc.waitFor() != 0) {
      throw new AssertionError("solc failed; npm ci in verifier-contracts?");
    }
    return new ObjectMapper().readTree(out.substring(out.indexOf('{')));
  }
}
