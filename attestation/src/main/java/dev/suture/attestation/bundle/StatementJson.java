// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.statement.Address;
import dev.suture.attestation.statement.Claim;
import dev.suture.attestation.statement.PatchTerms;
import dev.suture.attestation.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * statement.json: a statement in readable form, with its patchId for readers (recomputed when
 * read).
 */
final class StatementJson {
  private static final int WORD = 32;

  private StatementJson() {}

  static byte[] write(Statement statement) {
    PatchTerms t = statement.terms();
    ObjectNode json = Json.object();
    json.put("version", 1);
    json.put("patchId", Hex.encode(statement.patchId()));
    json.put("chainId", t.chainId());
    json.put("registry", t.registry().toString());
    json.put("proposer", t.proposer().toString());
    json.put("target", t.target().toString());
    json.put("oldImplementation", t.oldImplementation().toString());
    json.put("oldCodeHash", Hex.encode(t.oldCodeHash()));
    json.put("newImplementation", t.newImplementation().toString());
    json.put("codeCommitment", Hex.encode(statement.codeCommitment()));
    json.put("revealCommitment", Hex.encode(statement.revealCommitment()));
    json.put("upgradeDataHash", Hex.encode(t.upgradeDataHash()));
    json.put("earliestReveal", t.earliestReveal());
    json.put("latestReveal", t.latestReveal());
    json.put("nonce", Hex.encode(t.nonce()));
    ArrayNode claims = json.putArray("claims");
    statement.claims().forEach(claim -> claims.add(ClaimJson.write(claim)));
    return Json.write(json);
  }

  /** Reads a statement; {@code publicCase} gives the public scenario of a claim by its number. */
  static Statement read(byte[] bytes, IntFunction<Optional<byte[]>> publicCase) {
    JsonNode json = Json.read("statement.json", bytes);
    List<Claim> claims = new ArrayList<>();
    for (JsonNode claim : json.path("claims")) {
      claims.add(ClaimJson.read(claim, publicCase.apply(claims.size())));
    }
    if (claims.isEmpty()) {
      throw new MalformedInputException("claims", "is missing or empty");
    }
    PatchTerms terms =
        new PatchTerms(
            Json.integer(json, "chainId"),
            address(json, "registry"),
            address(json, "proposer"),
            address(json, "target"),
            address(json, "oldImplementation"),
            Json.bytes(json, "oldCodeHash", WORD),
            address(json, "newImplementation"),
            Json.bytes(json, "upgradeDataHash", WORD),
            Json.integer(json, "earliestReveal"),
            Json.integer(json, "latestReveal"),
            Json.bytes(json, "nonce", WORD));
    return new Statement(
        terms,
        Json.bytes(json, "codeCommitment", WORD),
        Json.bytes(json, "revealCommitment", WORD),
        claims);
  }

  private static Address address(JsonNode json, String field) {
    return Address.fromHex(field, Json.text(json, field));
  }
}
