// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import dev.suture.attestation.patch.Checkers;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.Keccak256;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.v1.PatchInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * BeautyChain's exploit of the sample token, and a transfer, as a case between accounts that no
 * other run has.
 */
public final class SampleCase {
  private static final int BALANCES = 1;
  private static final BigInteger HALF = BigInteger.ONE.shiftLeft(255);

  /** The small shapes, and what the case shows. */
  public static final String PROPERTIES =
      Samples.PROPERTIES + "  exploit.blocked: {}\n  behaviour.preserved: {}\n";

  private final byte[] target = Samples.random(20);
  private final byte[] attacker = Samples.random(20);
  private final byte[] accomplice = Samples.random(20);
  private final byte[] holder = Samples.random(20);
  private final byte[] user = Samples.random(20);
  private final int receivers;
  private final byte[] expectedSlot = random32();
  private final byte[] checker = checker();

  /** A case whose benign use is a transfer. */
  public SampleCase() {
    this(1);
  }

  /** A case whose benign use is a transfer to so many receivers. */
  public SampleCase(int receivers) {
    this.receivers = receivers;
  }

  /** The patch with this case. */
  public PatchInput patch() {
    return Samples.patch().toBuilder()
        .setPropertiesYaml(PROPERTIES)
        .setCaseJson(ByteString.copyFrom(json()))
        .build();
  }

  /** A contract that always reports harm, and holds a constant that no other has. */
  private static byte[] checker() {
    String push = "7f" + HexFormat.of().formatHex(random32()) + "50";
    return HexFormat.of().parseHex(push + "60015f5260205ff3");
  }

  private static byte[] random32() {
    return Samples.random(32);
  }

  /** The same with a checker of the exploit, and a scenario that must leave a slot as it is. */
  public byte[] jsonWithCheckerAndExpected() {
    try {
      byte[] checked = Checkers.addTo(json(), List.of(RuntimeCode.of("checker", checker)));
      ObjectNode json = (ObjectNode) new ObjectMapper().readTree(checked);
      ObjectNode expected = json.putArray("expected").addObject().put("label", "no trace");
      send(expected.putArray("transactions"), attacker, callData());
      ObjectNode condition = expected.putArray("conditions").addObject();
      condition.put("address", Hex.encode(target)).put("slot", Hex.encode(expectedSlot));
      condition.put("op", "==").put("value", "pre");
      return json.toString().getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What judges the exploit. */
  public byte[] checkerCode() {
    return checker.clone();
  }

  /** What the expected scenario is about. */
  public byte[] expectedSlot() {
    return expectedSlot.clone();
  }

  /** Who steals. */
  public byte[] attacker() {
    return attacker.clone();
  }

  /** Who receives, too. */
  public byte[] accomplice() {
    return accomplice.clone();
  }

  /** Where it shows. */
  public byte[] harmSlot() {
    return slot(attacker);
  }

  /** What the attacker sends. */
  public byte[] callData() {
    return batch(HALF, attacker, accomplice);
  }

  /** The case.json. */
  public byte[] json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", "sample").put("hardfork", "osaka").put("target", Hex.encode(target));
    ObjectNode env = json.putObject("env");
    env.put("number", 1).put("timestamp", 1_800_000_000).put("chainid", 31_337);
    env.put("coinbase", "0x" + "00".repeat(20)).put("basefee", "0x0").put("gaslimit", 60_000_000);
    env.put("prevrandao", "0x" + "00".repeat(32));
    ObjectNode pre = json.putObject("pre");
    ObjectNode token = account(pre, target, Hex.encode(Samples.OLD_CODE));
    token.putObject("storage").put(Hex.encode(slot(holder)), "0x64");
    for (byte[] person : new byte[][] {attacker, accomplice, holder, user}) {
      account(pre, person, "0x").putObject("storage");
    }
    send(json.putArray("exploit"), attacker, callData());
    ObjectNode harm = json.putArray("exploitSucceeded").addObject();
    harm.put("address", Hex.encode(target)).put("slot", Hex.encode(slot(attacker)));
    harm.put("op", ">").put("value", "0x64");
    byte[][] all = new byte[receivers][];
    Arrays.fill(all, user);
    send(json.putArray("benign").addArray(), holder, batch(BigInteger.ONE, all));
    json.putArray("benignLabels").add("a transfer");
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode account(ObjectNode pre, byte[] address, String code) {
    return pre.putObject(Hex.encode(address))
        .put("balance", "0x0")
        .put("nonce", 0)
        .put("code", code);
  }

  private void send(ArrayNode list, byte[] from, byte[] data) {
    ObjectNode tx = list.addObject();
    tx.put("from", Hex.encode(from)).put("to", Hex.encode(target)).put("value", "0x0");
    tx.put("data", Hex.encode(data)).put("gas", "0x1c9c380");
  }

  private static byte[] slot(byte[] account) {
    return Keccak256.hash(HexFormat.of().parseHex(word(account) + word(BALANCES)));
  }

  private static byte[] batch(BigInteger value, byte[]... receivers) {
    byte[] name = "batchTransfer(address[],uint256)".getBytes(StandardCharsets.US_ASCII);
    StringBuilder data =
        new StringBuilder(HexFormat.of().formatHex(Arrays.copyOf(Keccak256.hash(name), 4)));
    data.append(word(64)).append("%064x".formatted(value)).append(word(receivers.length));
    for (byte[] receiver : receivers) {
      data.append(word(receiver));
    }
    return HexFormat.of().parseHex(data);
  }

  private static String word(byte[] address) {
    return "00".repeat(12) + HexFormat.of().formatHex(address);
  }

  private static String word(int number) {
    return "%064x".formatted(number);
  }
}
