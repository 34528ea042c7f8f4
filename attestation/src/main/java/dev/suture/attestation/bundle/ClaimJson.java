// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.statement.Claim;
import dev.suture.attestation.statement.ClaimDetail;
import dev.suture.attestation.statement.CodeDetail;
import dev.suture.attestation.statement.ExecutionDetail;
import dev.suture.prover.ExecutionClaim;
import dev.suture.prover.Shape;

/** One claim of statement.json. */
final class ClaimJson {
  private static final int WORD = 32;

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
      case ExecutionDetail execution -> write(json, execution.claim());
    }
    return json;
  }

  private static void write(ObjectNode json, CodeDetail code) {
    json.put("maxSizeBytes", code.maxSizeBytes());
    json.put("metadataLength", code.metadataLength());
    json.put("bodyEnd", code.bodyEnd());
    json.put("secretParameters", Hex.encode(code.secretParameters()));
  }

  private static void write(ObjectNode json, ExecutionClaim claim) {
    json.put("scenario", Hex.encode(claim.scenario()));
    json.put("preserved", claim.preserved());
    json.put("succeeded", claim.succeeded());
    json.put("harmClaimed", claim.harmClaimed());
    json.put("harm", Hex.encode(claim.harm()));
  }

  static Claim read(JsonNode json) {
    return new Claim(
        Json.bytes(json, "selector", Claim.SELECTOR_BYTES),
        Json.bytes(json, "vkHash", WORD),
        Json.bytes(json, "claim", WORD),
        detail(json));
  }

  private static ClaimDetail detail(JsonNode json) {
    String shape = Json.text(json, "shape");
    return switch (Json.text(json, "circuit")) {
      case Shape.CODE ->
          new CodeDetail(
              shape,
              Json.smallInteger(json, "maxSizeBytes"),
              Json.smallInteger(json, "metadataLength"),
              Json.smallInteger(json, "bodyEnd"),
              Json.bytes(json, "secretParameters", WORD));
      case Shape.EXEC ->
          new ExecutionDetail(
              new ExecutionClaim(
                  shape,
                  Json.bytes(json, "scenario", WORD),
                  Json.flag(json, "preserved"),
                  Json.smallInteger(json, "succeeded"),
                  Json.flag(json, "harmClaimed"),
                  Json.bytes(json, "harm", WORD)));
      default -> throw new MalformedInputException("circuit", "expected code or exec");
    };
  }
}
