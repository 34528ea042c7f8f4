// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.audit;

import dev.suture.attestation.Attestor;
import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.bundle.ParameterOpening;
import dev.suture.attestation.bundle.ProofEntry;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.Keccak256;
import dev.suture.attestation.property.PropertyCompiler;
import dev.suture.attestation.statement.Claim;
import dev.suture.attestation.statement.Statement;
import dev.suture.prover.OldCodeAnalysis;
import dev.suture.prover.Prover;
import dev.suture.prover.ProverInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Re-checks everything a bundle says, trusting nothing in it. */
public final class Auditor {
  /** First 32 bytes of the key kind of keys made on one machine. */
  private static final byte[] DEV_KIND = {'d', 'e', 'v', 0};

  private static final int KIND_OFFSET = 32 * 32;

  private final Prover prover;

  /** Verifies proofs and recomputes commitments with the prover. */
  public Auditor(Prover prover) {
    this.prover = prover;
  }

  /** Checks offline, and against a chain where one is given. */
  public AuditReport audit(Bundle bundle, Optional<ChainView> chain) {
    CheckList checks = new CheckList();
    checks.require("signature", bundle.isSigned(), "Ed25519 key " + Hex.encode(bundle.signerKey()));
    checks.require(
        "old code hash",
        Arrays.equals(bundle.oldCode().hash(), bundle.statement().terms().oldCodeHash()),
        Hex.encode(bundle.statement().terms().oldCodeHash()));
    for (int i = 0; i < bundle.proofs().size(); i++) {
      auditProof(bundle, i, checks);
    }
    auditLabels(bundle, checks);
    if (chain.isPresent()) {
      new ChainAudit(prover, chain.get(), checks).audit(bundle);
    } else {
      checks.skip("chain", "no RPC was given: target, registry and reveal were not looked at");
    }
    return checks.report();
  }

  private void auditProof(Bundle bundle, int i, CheckList checks) {
    Statement statement = bundle.statement();
    Claim claim = statement.claims().get(i);
    ProofEntry entry = bundle.proofs().get(i);
    String name = "proof " + i + ": ";
    byte[] vkHash = Keccak256.hash(entry.vkBlob());
    checks.require(
        name + "verifying key",
        Arrays.equals(vkHash, claim.vkHash())
            && Arrays.equals(Attestor.selector(vkHash), claim.selector()),
        claim.shape() + " " + Hex.encode(vkHash));
    auditKeyKind(name, entry, checks);
    checks.require(
        name + "claim A",
        Arrays.equals(entry.inputs().claim(), claim.claim())
            && Arrays.equals(claim.claim(), recomputedClaim(bundle, claim)),
        "opens into C and S; S says what statement.json says");
    checks.require(
        name + "challenge z",
        Arrays.equals(entry.inputs().challenge(), statement.challenge()),
        "hash of patchId " + Hex.encode(statement.patchId()));
    checks.require(name + "Groth16", verifies(entry), "pairing equation of the on-chain verifier");
    auditParameters(bundle, claim, name, checks);
    auditOldCode(bundle, claim, name, checks);
  }

  private byte[] recomputedClaim(Bundle bundle, Claim claim) {
    byte[] s =
        prover.statementCommitment(
            prover.oldCodeCommitment(bundle.oldCode().bytes()),
            claim.shape(),
            claim.maxSizeBytes(),
            claim.metadataLength(),
            claim.bodyEnd(),
            claim.secretParameters());
    return prover.claim(bundle.statement().codeCommitment(), s);
  }

  private boolean verifies(ProofEntry entry) {
    try {
      return prover.verify(entry.vkBlob(), entry.inputs(), entry.proof());
    } catch (ProverInputException e) {
      return false; // a point off the curve or a value outside the field
    }
  }

  private static void auditKeyKind(String name, ProofEntry entry, CheckList checks) {
    byte[] vk = entry.vkBlob();
    boolean dev =
        vk.length >= KIND_OFFSET + DEV_KIND.length
            && Arrays.equals(
                vk, KIND_OFFSET, KIND_OFFSET + DEV_KIND.length, DEV_KIND, 0, DEV_KIND.length);
    if (dev) {
      checks.warn(
          name + "key kind",
          "dev: whoever made the key can forge proofs; not for anything of value");
    } else {
      checks.require(name + "key kind", true, "ceremony");
    }
  }

  private void auditParameters(Bundle bundle, Claim claim, String name, CheckList checks) {
    Optional<ParameterOpening> opening = bundle.opening();
    if (opening.isEmpty()) {
      checks.warn(
          name + "parameters", "opcode set and slots are blinded: conclude nothing from them");
      return;
    }
    byte[] b =
        prover.secretParametersCommitment(
            opening.get().blind(), opening.get().forbiddenOpcodes(), opening.get().declaredSlots());
    checks.require(name + "parameters", Arrays.equals(b, claim.secretParameters()), "opening of B");
  }

  /** The public side conditions, which no proof covers. */
  private void auditOldCode(Bundle bundle, Claim claim, String name, CheckList checks) {
    OldCodeAnalysis analysis = prover.analyzeOldCode(bundle.oldCode().bytes());
    if (claim.bodyEnd() > 0) {
      checks.require(
          name + "old code",
          analysis.eligible() && analysis.bodyEnd() == claim.bodyEnd(),
          analysis.eligible()
              ? "all jumps resolved, executable part ends at " + analysis.bodyEnd()
              : String.join("; ", analysis.reasons()));
    }
    if (claim.metadataLength() > 0) {
      checks.require(
          name + "metadata length",
          analysis.metadataLength() == claim.metadataLength(),
          analysis.metadataLength() + " bytes in old code");
    }
  }

  /** A label may not appear without its meaning. */
  private static void auditLabels(Bundle bundle, CheckList checks) {
    List<String> earned =
        bundle.statement().claims().stream().anyMatch(claim -> claim.bodyEnd() > 0)
            ? List.of(PropertyCompiler.CONTAINED)
            : List.of();
    checks.require("labels", bundle.labels().equals(earned), "earned: " + earned);
  }
}
