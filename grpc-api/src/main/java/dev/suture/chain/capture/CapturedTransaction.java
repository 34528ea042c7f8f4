// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.statement.Address;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** One transaction of a scenario; data is secret. */
public record CapturedTransaction(Address from, Address to, BigInteger value, byte[] data) {
  /** More than any run of a scenario is given on a chain; the runs here count no gas. */
  private static final String GAS = "0x1c9c380";

  public CapturedTransaction {
    data = data.clone();
  }

  /** Reads FROM:TO:DATA or FROM:TO:DATA:WEI, all but WEI in hex. */
  public static CapturedTransaction fromText(String text) {
    List<String> parts = List.of(text.split(":", -1));
    if (parts.size() < 3 || parts.size() > 4) {
      throw new MalformedInputException("--call", "is not FROM:TO:DATA or FROM:TO:DATA:WEI");
    }
    return new CapturedTransaction(
        Address.fromHex("--call: FROM", parts.get(0)),
        Address.fromHex("--call: TO", parts.get(1)),
        parts.size() == 3 ? BigInteger.ZERO : wei(parts.get(3)),
        Hex.decode("--call: DATA", parts.get(2)));
  }

  private static BigInteger wei(String digits) {
    if (!digits.matches("[0-9]{1,77}")) {
      throw new MalformedInputException("--call: WEI", "is not a decimal number");
    }
    return new BigInteger(digits);
  }

  /** A mined transaction as eth_getTransactionByHash gives it. */
  static CapturedTransaction fromNode(JsonNode mined) {
    if (!mined.path("to").isTextual()) {
      throw new MalformedInputException(
          "--tx", "creates a contract, which no scenario can: capture the calls after it");
    }
    return new CapturedTransaction(
        Address.fromHex("from", mined.path("from").asText()),
        Address.fromHex("to", mined.path("to").asText()),
        new BigInteger(mined.path("value").asText().substring(2), 16),
        Hex.decode("input", mined.path("input").asText()));
  }

  Map<String, String> forNode() {
    return Map.of(
        "from", from.toString(),
        "to", to.toString(),
        "value", "0x" + value.toString(16),
        "data", Hex.encode(data));
  }

  void write(ObjectNode node) {
    node.put("from", from.toString()).put("to", to.toString());
    node.put("value", "0x" + value.toString(16)).put("data", Hex.encode(data)).put("gas", GAS);
  }

  /** Shows the size only. */
  @Override
  public String toString() {
    return "CapturedTransaction[" + data.length + " bytes]";
  }
}
