// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.statement.Address;
import dev.suture.attestation.statement.Claim;
import dev.suture.attestation.statement.ClaimDetail;
import dev.suture.attestation.statement.CodeDetail;
import dev.suture.attestation.statement.ExecutionDetail;
import dev.suture.attestation.statement.PublishedScenario;
import dev.suture.attestation.statement.SafeConditions;
import dev.suture.prover.ExecutionClaim;
import dev.suture.prover.FunctionSelectors;
import dev.suture.prover.ProverInputException;
import dev.suture.prover.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One claim of statement.json. A public scenario itself is a file beside it. */
final class ClaimJson {
  private static final int WORD = 32;
  private static final String SCENARIO_BLIND = "scenarioBlind";

  private ClaimJson() {}

  static ObjectNode write(Claim claim) {
    ObjectNode json = Json.object();
    json.put("circuit", claim.detail().circuit());
    json.put("shape", claim.detail().shape());
    json.put("selector", Hex.encode(claim.selector()));
    json.put("vkHash", Hex.encode(claim.vkHash()));
    json.put("claim", Hex.encode(claim.claim()));
    switch (claim.detail()) {
      case CodeDetail code -> write(json, code);
      case ExecutionDetail execution -> write(json, execution);
    }
    return json;
  }

  private static void write(ObjectNode json, CodeDetail code) {
    json.put("maxSizeBytes", code.maxSizeBytes());
    json.put("metadataLength", code.metadataLength());
    json.put("bodyEnd", code.bodyEnd());
    json.put("secretParameters", Hex.encode(code.secretParameters()));
  }

  private static void write(ObjectNode json, ExecutionDetail detail) {
    ExecutionClaim claim = detail.claim();
    json.put("target", Hex.encode(claim.target()));
    json.put("scenario", Hex.encode(claim.scenario()));
    detail.published().ifPresent(open -> json.put(SCENARIO_BLIND, Hex.encode(open.blind())));
    json.put("preserved", claim.preserved());
    json.put("succeeded", claim.succeeded());
    claim.selectors().all().forEach(json.putArray("selectors")::add);
    json.put("harmClaimed", claim.harmClaimed());
    json.put("harm", Hex.encode(claim.harm()));
    json.put("expectedClaimed", claim.expectedClaimed());
    json.put("expected", Hex.encode(claim.expected()));
    detail.safe().ifPresent(safe -> json.set("safe", Json.read("safe", safe.utf8())));
    json.put("blockedByRevert", claim.blockedByRevert());
  }

  /** Reads a claim; {@code publicCase} is the file beside it, where there is one. */
  static Claim read(JsonNode json, Optional<byte[]> publicCase) {
    return new Claim(
        Json.bytes(json, "selector", Claim.SELECTOR_BYTES),
        Json.bytes(json, "vkHash", WORD),
        Json.bytes(json, "claim", WORD),
        detail(json, publicCase));
  }

  private static ClaimDetail detail(JsonNode json, Optional<byte[]> publicCase) {
    String shape = Json.word(json.path("shape"), "shape");
    return switch (Json.text(json, "circuit")) {
      case Shape.CODE ->
          new CodeDetail(
              shape,
              Json.smallInteger(json, "maxSizeBytes"),
              Json.smallInteger(json, "metadataLength"),
              Json.smallInteger(json, "bodyEnd"),
              Json.bytes(json, "secretParameters", WORD));
      case Shape.EXEC ->
          new ExecutionDetail(execution(shape, json), safe(json), published(json, publicCase));
      default -> throw new MalformedInputException("circuit", "expected code or exec");
    };
  }

  private static ExecutionClaim execution(String shape, JsonNode json) {
    return new ExecutionClaim(
        shape,
        Json.bytes(json, "target", Address.SIZE_BYTES),
        Json.bytes(json, "scenario", WORD),
        Json.flag(json, "preserved"),
        Json.smallInteger(json, "succeeded"),
        selectors(json),
        Json.flag(json, "harmClaimed"),
        Json.bytes(json, "harm", WORD),
        Json.flag(json, "expectedClaimed"),
        Json.bytes(json, "expected", WORD),
        Json.flag(json, "blockedByRevert"));
  }

  private static FunctionSelectors selectors(JsonNode json) {
    List<String> selectors = new ArrayList<>();
    json.path("selectors").forEach(selector -> selectors.add(selector.asText()));
    try {
      return new FunctionSelectors(selectors);
    } catch (ProverInputException e) {
      throw new MalformedInputException("selectors", "expected each once, in rising order");
    }
  }

  private static Optional<SafeConditions> safe(JsonNode json) {
    return Optional.ofNullable(json.get("safe")).map(safe -> SafeConditions.parse(safe.toString()));
  }

  private static Optional<PublishedScenario> published(JsonNode json, Optional<byte[]> publicCase) {
    if (json.has(SCENARIO_BLIND) != publicCase.isPresent()) {
      throw new MalformedInputException(
          SCENARIO_BLIND, "goes with a published scenario, and only then");
    }
    return publicCase.map(
        bytes -> new PublishedScenario(bytes, Json.bytes(json, SCENARIO_BLIND, WORD)));
  }
}
