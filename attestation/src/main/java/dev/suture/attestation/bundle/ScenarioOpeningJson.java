// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.Hex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The file of a {@link ScenarioOpening}. The case stands in it as text, byte for byte. */
final class ScenarioOpeningJson {
  private static final String FILE = "scenario opening";
  private static final int WORD = 32;

  private ScenarioOpeningJson() {}

  static byte[] write(ScenarioOpening opening) {
    ObjectNode json = Json.object();
    json.put("version", 1);
    json.put("patchId", Hex.encode(opening.patchId()));
    json.put("commitmentBlind", Hex.encode(opening.commitmentBlind()));
    json.put("evaluationBlind", Hex.encode(opening.evaluationBlind()));
    ArrayNode scenarios = json.putArray("scenarios");
    for (OpenedScenario scenario : opening.scenarios()) {
      ObjectNode node = scenarios.addObject();
      node.put("proof", scenario.proof()).put("scenario", scenario.scenario());
      node.put("scenarioBlind", Hex.encode(scenario.scenarioBlind()));
      node.put("harmBlind", Hex.encode(scenario.harmBlind()));
      node.put("expectedBlind", Hex.encode(scenario.expectedBlind()));
    }
    json.put("case", new String(opening.caseJson(), StandardCharsets.UTF_8));
    return Json.write(json);
  }

  static ScenarioOpening read(byte[] bytes) {
    JsonNode json = Json.read(FILE, bytes);
    List<OpenedScenario> scenarios = new ArrayList<>();
    for (JsonNode node : json.path("scenarios")) {
      scenarios.add(
          new OpenedScenario(
              Json.smallInteger(node, "proof"),
              Json.smallInteger(node, "scenario"),
              Json.bytes(node, "scenarioBlind", WORD),
              Json.bytes(node, "harmBlind", WORD),
              Json.bytes(node, "expectedBlind", WORD)));
    }
    ScenarioOpening opening =
        new ScenarioOpening(
            Json.bytes(json, "patchId", WORD),
            Json.bytes(json, "commitmentBlind", WORD),
            Json.bytes(json, "evaluationBlind", WORD),
            Json.text(json, "case").getBytes(StandardCharsets.UTF_8),
            scenarios);
    if (!Arrays.equals(bytes, write(opening))) {
      throw new MalformedInputException(FILE, "is not as suture writes it");
    }
    return opening;
  }
}
