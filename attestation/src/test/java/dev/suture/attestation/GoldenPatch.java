// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.bundle.BundleSigner;
import dev.suture.attestation.bundle.ParameterOpening;
import dev.suture.attestation.bundle.ProofEntry;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.attestation.statement.Address;
import dev.suture.attestation.statement.Claim;
import dev.suture.attestation.statement.CodeDetail;
import dev.suture.attestation.statement.PatchTerms;
import dev.suture.attestation.statement.Statement;
import dev.suture.prover.Proof;
import dev.suture.prover.PublicInputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The patch of the golden vectors, with its real proof in the test shape. */
public final class GoldenPatch {
  private static final JsonNode JSON = read();

  private GoldenPatch() {}

  private static JsonNode read() {
    try {
      return new ObjectMapper()
          .readTree(Files.readString(Path.of("../prover-native/src/test/vectors/golden.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A field of the vectors. */
  public static byte[] bytes(String field) {
    return Hex.decode(field, JSON.path(field).asText());
  }

  private static Address address(String field) {
    return Address.fromHex(field, JSON.path(field).asText());
  }

  /** Terms as the vectors have them. */
  public static PatchTerms terms() {
    return new PatchTerms(
        JSON.path("chainId").asLong(),
        address("registry"),
        address("proposer"),
        address("target"),
        address("oldImplementation"),
        bytes("oldCodeHash"),
        address("newImplementation"),
        bytes("upgradeDataHash"),
        JSON.path("earliestReveal").asLong(),
        JSON.path("latestReveal").asLong(),
        bytes("nonce"));
  }

  /** The statement. */
  public static Statement statement() {
    Claim claim =
        new Claim(
            bytes("selector"),
            bytes("vkHash"),
            bytes("claim"),
            new CodeDetail(
                JSON.path("shape").asText(),
                JSON.path("maxSizeBytes").asInt(),
                JSON.path("metadataLength").asInt(),
                JSON.path("bodyEnd").asInt(),
                bytes("secretParameters")));
    return new Statement(
        terms(), bytes("codeCommitment"), bytes("revealCommitment"), List.of(claim));
  }

  /** The statement with the selector that {@link Attestor} would give it. */
  public static Bundle bundle() {
    return bundle(statement());
  }

  /** A bundle with the golden proof under any statement. */
  public static Bundle bundle(Statement statement) {
    ProofEntry entry =
        new ProofEntry(
            new Proof(bytes("proof")),
            new PublicInputs(bytes("claim"), bytes("z"), bytes("y")),
            bytes("vkBlob"));
    ParameterOpening opening =
        new ParameterOpening(
            bytes("bS"),
            bytes("forbiddenOpcodes"),
            List.of(Hex.decode("slot", JSON.path("slots").path(0).asText())));
    return Bundle.assemble(
        statement,
        List.of(entry),
        Optional.of(opening),
        RuntimeCode.of("old code", bytes("oldCode")),
        List.of("contained"),
        BundleSigner.fromSeed(new byte[32]));
  }
}
