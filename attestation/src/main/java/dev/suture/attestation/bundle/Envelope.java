// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.MalformedInputException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A DSSE envelope with one Ed25519 signature over an in-toto statement.
 *
 * <p>Source: DSSE v1 protocol, PAE("DSSEv1" SP len(type) SP type SP len(body) SP body).
 */
record Envelope(byte[] payload, byte[] publicKey, byte[] signature) {
  private static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
  private static final int KEY_BYTES = 32;

  static Envelope sign(byte[] payload, BundleSigner signer) {
    return new Envelope(payload, signer.publicKey(), signer.sign(encoding(payload)));
  }

  boolean verifies() {
    return BundleSigner.verify(publicKey, encoding(payload), signature);
  }

  private static byte[] encoding(byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String head =
        "DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + payload.length + " ";
    out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(payload);
    return out.toByteArray();
  }

  byte[] toJson() {
    ObjectNode json = Json.object();
    json.put("payloadType", PAYLOAD_TYPE);
    json.put("payload", Base64.getEncoder().encodeToString(payload));
    ObjectNode entry = Json.object();
    entry.put("keyid", HexFormat.of().formatHex(publicKey));
    entry.put("sig", Base64.getEncoder().encodeToString(signature));
    json.putArray("signatures").add(entry);
    return Json.write(json);
  }

  static Envelope fromJson(byte[] bytes) {
    JsonNode json = Json.read("envelope", bytes);
    JsonNode entry = json.path("signatures").path(0);
    try {
      byte[] key = HexFormat.of().parseHex(Json.text(entry, "keyid"));
      if (key.length != KEY_BYTES) {
        throw new MalformedInputException("keyid", "has " + key.length + " bytes, expected 32");
      }
      return new Envelope(
          Base64.getDecoder().decode(Json.text(json, "payload")),
          key,
          Base64.getDecoder().decode(Json.text(entry, "sig")));
    } catch (IllegalArgumentException e) {
      throw new MalformedInputException("envelope", "holds malformed base64 or hex");
    }
  }
}
