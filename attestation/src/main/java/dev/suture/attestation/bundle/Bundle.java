// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.attestation.statement.ClaimDetail;
import dev.suture.attestation.statement.ExecutionDetail;
import dev.suture.attestation.statement.Statement;
import dev.suture.prover.Proof;
import dev.suture.prover.PublicInputs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An attestation with everything needed to check it offline, as one file.
 *
 * <p>Files of the archive: statement.json, parameters.json (where opened), old-code.hex,
 * proofs/N.proof, proofs/N.inputs, proofs/N.vk, scenarios/N/case.json (where public), SCOPE.md,
 * manifest.json (labels; SHA-256 of the files before; Merkle root over name and content) and
 * attestation.dsse.json. Equal content is equal bytes; any other spelling is refused.
 */
public final class Bundle {
  private static final String MANIFEST = "manifest.json";
  private static final String ENVELOPE = "attestation.dsse.json";
  private static final int WORD = 32;

  private final Statement statement;
  private final List<ProofEntry> proofs;
  private final Optional<ParameterOpening> opening;
  private final RuntimeCode oldCode;
  private final List<String> labels;
  private final Envelope envelope;

  private Bundle(
      Statement statement,
      List<ProofEntry> proofs,
      Optional<ParameterOpening> opening,
      RuntimeCode oldCode,
      List<String> labels,
      Envelope envelope) {
    this.statement = statement;
    this.proofs = List.copyOf(proofs);
    this.opening = opening;
    this.oldCode = oldCode;
    this.labels = List.copyOf(labels);
    this.envelope = envelope;
  }

  /** Packs and signs. */
  public static Bundle assemble(
      Statement statement,
      List<ProofEntry> proofs,
      Optional<ParameterOpening> opening,
      RuntimeCode oldCode,
      List<String> labels,
      BundleSigner signer) {
    byte[] root = root(content(statement, proofs, opening, oldCode, labels));
    Envelope envelope = Envelope.sign(InTotoStatement.write(statement, labels, root), signer);
    return new Bundle(statement, proofs, opening, oldCode, labels, envelope);
  }

  /** What is claimed. */
  public Statement statement() {
    return statement;
  }

  /** One for each claim, in order. */
  public List<ProofEntry> proofs() {
    return proofs;
  }

  /** The opening of B, where the owner publishes it. */
  public Optional<ParameterOpening> opening() {
    return opening;
  }

  /** Public code before the patch. */
  public RuntimeCode oldCode() {
    return oldCode;
  }

  /** What an approver may conclude, for example {@code contained}. */
  public List<String> labels() {
    return labels;
  }

  /** Ed25519 key of the signer, 32 bytes. */
  public byte[] signerKey() {
    return envelope.publicKey().clone();
  }

  /** Root over all files but the envelope, 32 bytes. */
  public byte[] merkleRoot() {
    return root(content(statement, proofs, opening, oldCode, labels));
  }

  /** The signature holds, and over this very content. */
  public boolean isSigned() {
    byte[] payload = InTotoStatement.write(statement, labels, merkleRoot());
    return Arrays.equals(payload, envelope.payload()) && envelope.verifies();
  }

  /** The archive. */
  public byte[] toBytes() {
    SortedMap<String, byte[]> files = content(statement, proofs, opening, oldCode, labels);
    files.put(MANIFEST, manifest(files, labels));
    files.put(ENVELOPE, envelope.toJson());
    return Archive.write(files);
  }

  /** Reads an archive strictly: whatever would not be written the same way again is refused. */
  public static Bundle fromBytes(byte[] bytes) {
    SortedMap<String, byte[]> files = Archive.read(bytes);
    JsonNode manifest = Json.read(MANIFEST, require(files, MANIFEST));
    List<String> labels = new ArrayList<>();
    manifest.path("labels").forEach(label -> labels.add(Json.word(label, "labels")));
    Optional<ParameterOpening> opening =
        Optional.ofNullable(files.get("parameters.json")).map(ParameterJson::read);
    Statement statement =
        StatementJson.read(
            require(files, "statement.json"), i -> Optional.ofNullable(files.get(publicCase(i))));
    List<ProofEntry> proofs = new ArrayList<>();
    for (int i = 0; i < statement.claims().size(); i++) {
      proofs.add(readProof(files, i));
    }
    RuntimeCode oldCode =
        RuntimeCode.fromHex(
            "old-code.hex", new String(require(files, "old-code.hex"), StandardCharsets.US_ASCII));
    Envelope envelope = Envelope.fromJson(require(files, ENVELOPE));
    Bundle bundle = new Bundle(statement, proofs, opening, oldCode, labels, envelope);
    if (!Arrays.equals(bytes, bundle.toBytes())) {
      throw new MalformedInputException("bundle", "its files do not agree with each other");
    }
    return bundle;
  }

  private static ProofEntry readProof(SortedMap<String, byte[]> files, int i) {
    byte[] inputs = require(files, "proofs/" + i + ".inputs");
    if (inputs.length != 3 * WORD) {
      throw new MalformedInputException(
          "public inputs", "have " + inputs.length + " bytes, expected " + 3 * WORD);
    }
    byte[] proof = require(files, "proofs/" + i + ".proof");
    if (proof.length != Proof.SIZE_BYTES) {
      throw new MalformedInputException(
          "proof", "has " + proof.length + " bytes, expected " + Proof.SIZE_BYTES);
    }
    return new ProofEntry(
        new Proof(proof),
        new PublicInputs(
            Arrays.copyOfRange(inputs, 0, WORD),
            Arrays.copyOfRange(inputs, WORD, 2 * WORD),
            Arrays.copyOfRange(inputs, 2 * WORD, 3 * WORD)),
        require(files, "proofs/" + i + ".vk"));
  }

  private static String publicCase(int proof) {
    return "scenarios/" + proof + "/case.json";
  }

  private static byte[] require(SortedMap<String, byte[]> files, String name) {
    byte[] file = files.get(name);
    if (file == null) {
      throw new MalformedInputException("bundle", "has no " + name);
    }
    return file;
  }

  private static SortedMap<String, byte[]> content(
      Statement statement,
      List<ProofEntry> proofs,
      Optional<ParameterOpening> opening,
      RuntimeCode oldCode,
      List<String> labels) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put("statement.json", StatementJson.write(statement));
    opening.ifPresent(o -> files.put("parameters.json", ParameterJson.write(o)));
    files.put(
        "old-code.hex", (Hex.encode(oldCode.bytes()) + "\n").getBytes(StandardCharsets.US_ASCII));
    files.put("SCOPE.md", ScopeText.write(statement, labels, opening));
    for (int i = 0; i < proofs.size(); i++) {
      ProofEntry entry = proofs.get(i);
      PublicInputs in = entry.inputs();
      files.put("proofs/" + i + ".proof", entry.proof().bytes());
      files.put("proofs/" + i + ".inputs", concat(in.claim(), in.challenge(), in.evaluation()));
      files.put("proofs/" + i + ".vk", entry.vkBlob());
      putPublicCase(files, i, statement.claims().get(i).detail());
    }
    return files;
  }

  private static void putPublicCase(
      SortedMap<String, byte[]> files, int proof, ClaimDetail detail) {
    if (detail instanceof ExecutionDetail runs) {
      runs.published().ifPresent(open -> files.put(publicCase(proof), open.caseJson()));
    }
  }

  private static byte[] concat(byte[] a, byte[] b, byte[] c) {
    byte[] all = Arrays.copyOf(a, a.length + b.length + c.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    System.arraycopy(c, 0, all, a.length + b.length, c.length);
    return all;
  }

  private static byte[] root(SortedMap<String, byte[]> files) {
    List<byte[]> leaves = new ArrayList<>();
    files.forEach(
        (name, bytes) ->
            leaves.add(
                MerkleTree.sha256(
                    MerkleTree.sha256(name.getBytes(StandardCharsets.UTF_8)),
                    MerkleTree.sha256(bytes))));
    return MerkleTree.root(leaves);
  }

  private static byte[] manifest(SortedMap<String, byte[]> files, List<String> labels) {
    ObjectNode json = Json.object();
    json.put("version", 1);
    json.put("merkleRoot", Hex.encode(root(files)));
    labels.forEach(json.putArray("labels")::add);
    ObjectNode digests = json.putObject("sha256");
    files.forEach((name, bytes) -> digests.put(name, Hex.encode(MerkleTree.sha256(bytes))));
    return Json.write(json);
  }
}
