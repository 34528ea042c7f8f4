// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.suture.attestation.patch.Hex;
import dev.suture.chain.ContractArtifact;
import dev.suture.cli.rpc.Abi;
import dev.suture.cli.rpc.JsonRpc;
import dev.suture.cli.rpc.RpcException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Transactions and views on an anvil chain, whose accounts are unlocked. */
final class DemoChain {
  private static final Duration MINING_LIMIT = Duration.ofSeconds(30);

  private final JsonRpc rpc;
  private final List<String> accounts = new ArrayList<>();

  DemoChain(JsonRpc rpc) {
    this.rpc = rpc;
    rpc.call("eth_accounts").forEach(account -> accounts.add(account.asText()));
  }

  /** One of anvil's ten funded accounts. */
  String account(int index) {
    return accounts.get(index);
  }

  /** Deploys a contract of module verifier-contracts and returns its address. */
  String deploy(String from, String name, Object... arguments) {
    String code = Hex.encode(ContractArtifact.load(name).bytecode());
    Map<String, String> tx =
        Map.of("from", from, "data", code + Abi.hex(Abi.encode(List.of(arguments))));
    return receipt(tx).path("contractAddress").asText();
  }

  /** Sends a call and returns its receipt; throws if it reverts. */
  JsonNode send(String from, String to, String signature, Object... arguments) {
    return sendData(from, to, Abi.call(signature, arguments));
  }

  JsonNode sendData(String from, String to, String data) {
    return receipt(Map.of("from", from, "to", to, "data", data));
  }

  private JsonNode receipt(Map<String, String> tx) {
    // eth_call first: anvil's estimate would report a revert without its data.
    rpc.call("eth_call", tx, "latest");
    String hash = rpc.call("eth_sendTransaction", tx).asText();
    JsonNode receipt = mined(hash);
    if (!"0x1".equals(receipt.path("status").asText())) {
      throw new RpcException("transaction " + hash + " failed", "0x");
    }
    return receipt;
  }

  private JsonNode mined(String hash) {
    Instant limit = Instant.now().plus(MINING_LIMIT);
    while (Instant.now().isBefore(limit)) {
      JsonNode receipt = rpc.call("eth_getTransactionReceipt", hash);
      if (receipt.isObject()) {
        return receipt;
      }
      pause();
    }
    throw new RpcException("transaction " + hash + " is not mined", "0x");
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RpcException("interrupted", "0x");
    }
  }

  /** Result of a view as 0x-hexadecimal. */
  String view(String to, String signature, Object... arguments) {
    Map<String, String> tx = Map.of("to", to, "data", Abi.call(signature, arguments));
    return rpc.call("eth_call", tx, "latest").asText();
  }

  BigInteger viewNumber(String to, String signature, Object... arguments) {
    return number(view(to, signature, arguments));
  }

  String viewAddress(String to, String signature, Object... arguments) {
    return "0x" + view(to, signature, arguments).substring(26, 66);
  }

  String code(String address) {
    return rpc.call("eth_getCode", address, "latest").asText();
  }

  /** The address in a storage slot. */
  String addressAt(String account, String slot) {
    return "0x" + rpc.call("eth_getStorageAt", account, slot, "latest").asText().substring(26);
  }

  long chainId() {
    return number(rpc.call("eth_chainId").asText()).longValueExact();
  }

  /** Unix seconds of the latest block. */
  long now() {
    JsonNode block = rpc.call("eth_getBlockByNumber", "latest", false);
    return number(block.path("timestamp").asText()).longValueExact();
  }

  /** Lets time pass and mines a block. */
  void sleep(long seconds) {
    rpc.call("evm_increaseTime", seconds);
    rpc.call("evm_mine");
  }

  String snapshot() {
    return rpc.call("evm_snapshot").asText();
  }

  void revertTo(String snapshot) {
    rpc.call("evm_revert", snapshot);
  }

  static long gasUsed(JsonNode receipt) {
    return number(receipt.path("gasUsed").asText()).longValueExact();
  }

  private static BigInteger number(String hex) {
    return hex.length() > 2 ? new BigInteger(hex.substring(2), 16) : BigInteger.ZERO;
  }
}
