// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.attestation.statement.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Captures transactions and the state before them. State comes from prestateTracer, and from a dump
 * of everything where the node has one that is of the right block: new code may read what the old
 * code did not.
 */
public final class ScenarioCapture implements AutoCloseable {
  private static final Map<String, String> PRESTATE = Map.of("tracer", "prestateTracer");
  private static final long LONGEST_RANGE = 256;

  private final DebugEndpoint node;

  public ScenarioCapture(NodeAddress address) {
    node = new DebugEndpoint(address);
  }

  /** Captures mined transactions, given by their hashes, in this order. */
  public CapturedCase transactions(Address target, List<String> hashes) {
    PreState pre = new PreState();
    List<CapturedTransaction> transactions = new ArrayList<>();
    List<Boolean> statuses = new ArrayList<>();
    List<JsonNode> mined = hashes.stream().map(this::mined).toList();
    for (JsonNode transaction : mined) {
      String hash = transaction.path("hash").asText();
      transactions.add(CapturedTransaction.fromNode(transaction));
      statuses.add(
          "0x1".equals(node.call("eth_getTransactionReceipt", hash).path("status").asText()));
      pre.addTrace(node.call("debug_traceTransaction", hash, PRESTATE));
    }
    requireTouched(target, pre);
    long first = blockNumber(mined.getFirst());
    Optional<StateDump> dump = dump().filter(state -> onlyTheseSince(first, state.block(), hashes));
    dump.ifPresent(pre::addDump);
    return captured(
        target, block("0x" + Long.toHexString(first)), pre, transactions, statuses, dump);
  }

  /** Captures calls that were never sent, each on the state that the calls before it leave. */
  public CapturedCase calls(Address target, List<CapturedTransaction> calls) {
    PreState pre = new PreState();
    for (CapturedTransaction call : calls) {
      pre.addTrace(node.call("debug_traceCall", call.forNode(), "latest", PRESTATE));
    }
    requireTouched(target, pre);
    Optional<StateDump> dump = dump();
    if (calls.size() > 1 && dump.isEmpty()) {
      throw new MalformedInputException(
          "--call",
          "stands several times, for which the node must dump its whole state (anvil, not a fork):"
              + " send the transactions there and use --tx");
    }
    dump.ifPresent(pre::addDump);
    return captured(target, block("latest"), pre, calls, List.of(), dump);
  }

  private CapturedCase captured(
      Address target,
      JsonNode block,
      PreState pre,
      List<CapturedTransaction> transactions,
      List<Boolean> statuses,
      Optional<StateDump> dump) {
    RuntimeCode old = RuntimeCode.fromHex("code of --target", pre.code(target.toString()));
    boolean whole = dump.isPresent();
    return new CapturedCase(target, old, env(block), pre.toJson(), transactions, statuses, whole);
  }

  private JsonNode mined(String hash) {
    Hex.decode("--tx", hash, 32);
    JsonNode transaction = node.call("eth_getTransactionByHash", hash);
    if (!transaction.path("blockNumber").isTextual()) {
      throw new MalformedInputException("--tx", "is not in a block of this node");
    }
    return transaction;
  }

  private static void requireTouched(Address target, PreState pre) {
    if (!pre.touched(target.toString())) {
      throw new MalformedInputException(
          "--target",
          "is touched by none of the transactions: for a proxy give its implementation");
    }
  }

  private Optional<StateDump> dump() {
    return StateDump.of(node);
  }

  /** Whether a state after the transactions differs from the one before by nothing but them. */
  private boolean onlyTheseSince(long first, long last, List<String> hashes) {
    if (last - first > LONGEST_RANGE) {
      return false;
    }
    List<String> all = new ArrayList<>();
    for (long number = first; number <= last; number++) {
      block("0x" + Long.toHexString(number)).path("transactions").forEach(h -> all.add(h.asText()));
    }
    return all.equals(hashes);
  }

  private JsonNode block(String which) {
    return node.call("eth_getBlockByNumber", which, false);
  }

  private static long blockNumber(JsonNode transaction) {
    return Long.decode(transaction.path("blockNumber").asText());
  }

  /** The base fee is zero: transactions of a case pay none. */
  private ObjectNode env(JsonNode block) {
    ObjectNode env = JsonNodeFactory.instance.objectNode();
    env.put("number", Long.decode(block.path("number").asText()));
    env.put("timestamp", Long.decode(block.path("timestamp").asText()));
    env.put("chainid", Long.decode(node.call("eth_chainId").asText()));
    env.put("coinbase", block.path("miner").asText()).put("basefee", "0x0");
    env.put("prevrandao", block.path("mixHash").asText());
    return env.put("gaslimit", Long.decode(block.path("gasLimit").asText()));
  }

  @Override
  public void close() {
    node.close();
  }
}
