// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.statement.Statement;
import java.util.HexFormat;
import java.util.List;

/**
 * The signed payload: an in-toto Statement v1 whose subject, before the reveal, is the commitments.
 */
final class InTotoStatement {
  private static final String TYPE = "https://in-toto.io/Statement/v1";
  private static final String PREDICATE = "https://suture.dev/attestation/v1";

  private InTotoStatement() {}

  static byte[] write(Statement statement, List<String> labels, byte[] merkleRoot) {
    HexFormat hex = HexFormat.of();
    ObjectNode digest = Json.object();
    digest.put("sutureCodeCommitment", hex.formatHex(statement.codeCommitment()));
    digest.put("sutureRevealCommitment", hex.formatHex(statement.revealCommitment()));
    ObjectNode subject = Json.object();
    subject.put("name", "patch:" + hex.formatHex(statement.patchId()));
    subject.set("digest", digest);
    ObjectNode predicate = Json.object();
    predicate.put("patchId", hex.formatHex(statement.patchId()));
    ArrayNode labelNodes = predicate.putArray("labels");
    labels.forEach(labelNodes::add);
    predicate.put("merkleRoot", hex.formatHex(merkleRoot));
    ObjectNode json = Json.object();
    json.put("_type", TYPE);
    json.putArray("subject").add(subject);
    json.put("predicateType", PREDICATE);
    json.set("predicate", predicate);
    return Json.write(json);
  }
}
