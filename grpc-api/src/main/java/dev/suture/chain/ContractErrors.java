// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.Keccak256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Names of the custom errors with which Suture's contracts revert. */
final class ContractErrors {
  private static final int SELECTOR_BYTES = 4;
  private static final List<String> CONTRACTS =
      List.of("PatchRegistry", "PatchExecutor", "VerifierRouter", "Groth16Verifier");
  private static final Map<String, String> NAMES = names();

  private ContractErrors() {}

  /** The error's name, for example {@code NotProposer}; a fixed text for what is not ours. */
  static String name(byte[] revertData) {
    if (revertData.length < SELECTOR_BYTES) {
      return "a revert without reason";
    }
    String selector = Hex.encode(Arrays.copyOf(revertData, SELECTOR_BYTES));
    return NAMES.getOrDefault(selector, "unknown error " + selector);
  }

  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    for (String contract : CONTRACTS) {
      for (JsonNode entry : ContractArtifact.load(contract).abi()) {
        if (entry.path("type").asText().equals("error")) {
          names.put(selector(entry), entry.path("name").asText());
        }
      }
    }
    return Map.copyOf(names);
  }

  private static String selector(JsonNode error) {
    String types =
        StreamSupport.stream(error.path("inputs").spliterator(), false)
            .map(input -> input.path("type").asText())
            .collect(Collectors.joining(",", "(", ")"));
    String signature = error.path("name").asText() + types;
    byte[] hash = Keccak256.hash(signature.getBytes(StandardCharsets.US_ASCII));
    return Hex.encode(Arrays.copyOf(hash, SELECTOR_BYTES));
  }
}
