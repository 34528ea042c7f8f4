// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The accounts before the first transaction. Traces come in the order of the transactions: what an
 * earlier one saw of an account or slot is older, and stays.
 */
final class PreState {
  private final Map<String, Account> accounts = new TreeMap<>();
  private final Set<String> traced = new HashSet<>();

  private record Account(
      BigInteger balance, long nonce, String code, Map<BigInteger, BigInteger> storage) {

    static Account of(JsonNode node) {
      Map<BigInteger, BigInteger> storage = new TreeMap<>();
      node.path("storage")
          .properties()
          .forEach(slot -> storage.put(number(slot.getKey()), number(slot.getValue().asText())));
      return new Account(
          number(node.path("balance").asText("0x0")),
          node.path("nonce").asLong(0),
          node.path("code").asText("0x"),
          storage);
    }
  }

  /** Takes every account of a dump; traces go before it. */
  void addDump(StateDump dump) {
    dump.accounts().properties().forEach(entry -> add(key(entry.getKey()), entry.getValue()));
  }

  /** Takes what a prestateTracer gives of one transaction. */
  void addTrace(JsonNode prestate) {
    for (Map.Entry<String, JsonNode> entry : prestate.properties()) {
      traced.add(key(entry.getKey()));
      add(key(entry.getKey()), entry.getValue());
    }
  }

  private void add(String address, JsonNode node) {
    Account seen = Account.of(node);
    Account known = accounts.putIfAbsent(address, seen);
    if (known != null) {
      seen.storage().forEach(known.storage()::putIfAbsent);
    }
  }

  /** Whether a trace touched the account. */
  boolean touched(String address) {
    return traced.contains(key(address));
  }

  /** The account's code as hex; 0x where it has none. */
  String code(String address) {
    Account account = accounts.get(key(address));
    return account == null ? "0x" : account.code();
  }

  /** A geth genesis-alloc map, without zero slots. */
  ObjectNode toJson() {
    ObjectNode pre = JsonNodeFactory.instance.objectNode();
    accounts.forEach(
        (address, account) -> {
          ObjectNode node = pre.putObject(address);
          node.put("balance", hex(account.balance())).put("nonce", account.nonce());
          node.put("code", account.code());
          ObjectNode storage = node.putObject("storage");
          account.storage().entrySet().stream()
              .filter(slot -> slot.getValue().signum() != 0)
              .forEach(slot -> storage.put(hex(slot.getKey()), hex(slot.getValue())));
        });
    return pre;
  }

  private static String key(String address) {
    return address.toLowerCase(Locale.ROOT);
  }

  private static BigInteger number(String hex) {
    return new BigInteger(hex.substring(2), 16);
  }

  private static String hex(BigInteger number) {
    return "0x" + number.toString(16);
  }
}
