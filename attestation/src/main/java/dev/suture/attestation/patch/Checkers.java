// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.MalformedInputException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Conditions of harm written in Solidity: contracts with {@code function broken() view returns
 * (bool)}. Secret, as the case is.
 */
public final class Checkers {
  private static final String FIELD = "checker";
  private static final byte[] TAG = "suture checker".getBytes(StandardCharsets.US_ASCII);
  private static final int ADDRESS_BYTES = 20;

  private Checkers() {}

  /**
   * The case with each code at {@link #address} and, in the conditions of harm, that it reports
   * harm. Whatever else the case says stays as it is.
   */
  public static byte[] addTo(byte[] caseJson, List<RuntimeCode> codes) {
    if (codes.isEmpty()) {
      return caseJson.clone();
    }
    if (!CaseScenarios.parse("case.json", caseJson).exploit()) {
      throw new MalformedInputException(FIELD, "the case has no exploit that it could judge");
    }
    ObjectNode json = CaseJson.read("case.json", caseJson);
    ObjectNode pre = member(json, "pre", ObjectNode.class, json.objectNode());
    ArrayNode harm = member(json, "exploitSucceeded", ArrayNode.class, json.arrayNode());
    for (int i = 0; i < codes.size(); i++) {
      String address = address(i);
      if (pre.has(address)) {
        throw new MalformedInputException(FIELD, "the case has an account at its address already");
      }
      pre.putObject(address)
          .put("balance", "0x0")
          .put("nonce", 1)
          .put("code", Hex.encode(codes.get(i).bytes()))
          .putObject("storage");
      harm.addObject().put(FIELD, address);
    }
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Where checker {@code index} lies: the last 20 bytes of keccak256 of {@code suture checker} and
   * the index in four bytes.
   */
  public static String address(int index) {
    byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(index).array();
    byte[] hash = Keccak256.hash(TAG, number);
    return Hex.encode(Arrays.copyOfRange(hash, hash.length - ADDRESS_BYTES, hash.length));
  }

  /** A map or a list of the case, empty where there is none. */
  private static <T extends JsonNode> T member(
      ObjectNode json, String name, Class<T> kind, T none) {
    JsonNode member = json.has(name) ? json.path(name) : json.set(name, none).path(name);
    if (!kind.isInstance(member)) {
      throw new MalformedInputException(
          "case.json", name + " is no " + (kind == ArrayNode.class ? "list" : "map"));
    }
    return kind.cast(member);
  }
}
