// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.Keccak256;
import dev.suture.attestation.statement.Address;
import dev.suture.chain.capture.CapturedCase;
import dev.suture.chain.capture.CapturedTransaction;
import dev.suture.chain.capture.NodeAddress;
import dev.suture.chain.capture.ScenarioCapture;
import dev.suture.cli.rpc.Abi;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The exploit and the daily business as a case, captured from the chain; neither is ever sent. */
final class DemoCase {
  /** Slot of DemoToken.balanceOf. */
  private static final int BALANCES = 1;

  private final DemoSystem system;

  private DemoCase(DemoSystem system) {
    this.system = system;
  }

  /** The case.json. Secret. */
  static byte[] capture(URI node, DemoSystem system, Exploit exploit, BigInteger amount) {
    DemoCase demo = new DemoCase(system);
    String transfer = Abi.call("transfer(address,uint256)", system.user(), amount);
    try (ScenarioCapture capture = new ScenarioCapture(NodeAddress.of(node, false))) {
      CapturedCase attack = demo.capture(capture, system.attacker(), exploit.callData());
      CapturedCase use = demo.capture(capture, system.holder(), transfer);
      return attack.caseJson("demo", List.of(demo.harm()), Map.of("a transfer", use));
    }
  }

  private CapturedCase capture(ScenarioCapture capture, String from, String data) {
    CapturedTransaction call =
        new CapturedTransaction(
            Address.fromHex("from", from),
            Address.fromHex("token", system.token()),
            BigInteger.ZERO,
            Abi.bytes(data));
    return capture.calls(Address.fromHex("implementation", system.implementation()), List.of(call));
  }

  /** The attacker owns more than there is. */
  private JsonNode harm() {
    byte[] slot =
        Keccak256.hash(Abi.encode(List.of(system.attacker(), BigInteger.valueOf(BALANCES))));
    return JsonNodeFactory.instance
        .objectNode()
        .put("address", system.token())
        .put("slot", Hex.encode(slot))
        .put("op", ">")
        .put("value", "0x" + DemoSystem.SUPPLY.toString(16));
  }
}
