// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.suture.attestation.patch.Hex;
import dev.suture.chain.ChainException;
import dev.suture.chain.ChainException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * The whole state of a local development chain at its latest block, by anvil_dumpState: a rule that
 * does not depend on the exploit.
 *
 * @param block number of the latest block
 * @param accounts by address: nonce, balance, code, storage
 */
record StateDump(long block, JsonNode accounts) {

  /**
   * Nothing where the node has no such method, or is a fork and so holds only what it has fetched.
   */
  static Optional<StateDump> of(DebugEndpoint node) {
    boolean whole =
        node.send("anvil_nodeInfo")
            .filter(info -> info.at("/forkConfig/forkUrl").isNull())
            .isPresent();
    return whole ? node.send("anvil_dumpState").map(StateDump::parse) : Optional.empty();
  }

  private static StateDump parse(JsonNode dump) {
    byte[] packed = Hex.decode("state", dump.asText());
    try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      JsonNode state = new ObjectMapper().readTree(unpacked);
      return new StateDump(state.path("best_block_number").asLong(), state.path("accounts"));
    } catch (IOException e) {
      throw new ChainException(Reason.UNREACHABLE, "the node's state dump cannot be read");
    }
  }
}
