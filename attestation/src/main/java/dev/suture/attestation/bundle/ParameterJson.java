// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.patch.Hex;
import java.util.ArrayList;
import java.util.List;

/** parameters.json: the opening of B, where the owner publishes it. */
final class ParameterJson {
  private ParameterJson() {}

  static byte[] write(ParameterOpening opening) {
    ObjectNode json = Json.object();
    json.put("blind", Hex.encode(opening.blind()));
    json.put("forbiddenOpcodes", Hex.encode(opening.forbiddenOpcodes()));
    ArrayNode slots = json.putArray("declaredSlots");
    opening.declaredSlots().forEach(slot -> slots.add(Hex.encode(slot)));
    return Json.write(json);
  }

  static ParameterOpening read(byte[] bytes) {
    JsonNode json = Json.read("parameters.json", bytes);
    List<byte[]> slots = new ArrayList<>();
    for (JsonNode slot : json.path("declaredSlots")) {
      slots.add(Hex.decode("declaredSlots", slot.asText(), 32));
    }
    return new ParameterOpening(
        Json.bytes(json, "blind", 32), Json.bytes(json, "forbiddenOpcodes", 32), slots);
  }
}
