// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.audit;

import dev.suture.attestation.Attestor;
import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.bundle.ProofEntry;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.Keccak256;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.attestation.statement.Claim;
import dev.suture.attestation.statement.CodeDetail;
import dev.suture.attestation.statement.ExecutionDetail;
import dev.suture.attestation.statement.Labels;
import dev.suture.attestation.statement.Statement;
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
    return audit(bundle, chain, Disclosure.NONE);
  }

  /** The same with what the owner has disclosed: scenarios are run again once the code is known. */
  public AuditReport audit(Bundle bundle, Optional<ChainView> chain, Disclosure disclosure) {
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
    Optional<RuntimeCode> newCode = auditChain(bundle, chain, checks).or(disclosure::newCode);
    newCode.ifPresent(code -> auditPublished(bundle, code, checks));
    auditOpening(bundle, newCode, disclosure, checks);
    return checks.report();
  }

  private void auditPublished(Bundle bundle, RuntimeCode newCode, CheckList checks) {
    List<Claim> claims = bundle.statement().claims();
    for (int i = 0; i < claims.size(); i++) {
      if (claims.get(i).detail() instanceof ExecutionDetail runs && runs.published().isPresent()) {
        new PublishedRun(prover, bundle, runs.claim(), runs.published().get())
            .audit("revealed %d: public scenario".formatted(i), newCode, checks);
      }
    }
  }

  private Optional<RuntimeCode> auditChain(
      Bundle bundle, Optional<ChainView> chain, CheckList checks) {
    if (chain.isEmpty()) {
      checks.skip("chain", "no RPC was given: target, registry and reveal were not looked at");
      return Optional.empty();
    }
    return new ChainAudit(prover, chain.get(), checks).audit(bundle);
  }

  private void auditOpening(
      Bundle bundle, Optional<RuntimeCode> newCode, Disclosure disclosure, CheckList checks) {
    if (disclosure.opening().isEmpty()) {
      if (disclosure.newCode().isPresent()) {
        checks.missing("opened: C", "new code says nothing without the scenario opening");
      }
    } else if (newCode.isEmpty()) {
      checks.missing("opened", "the code is not revealed yet: no scenario can be run again");
    } else {
      new OpeningAudit(prover, bundle, disclosure.opening().get(), newCode.get(), checks).audit();
    }
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
        claim.detail().shape() + " " + Hex.encode(vkHash));
    auditKeyKind(name, entry, checks);
    checks.require(
        name + "claim A",
        Arrays.equals(entry.inputs().claim(), claim.claim()) && opens(bundle, claim),
        "opens into C and S; S says what statement.json says");
    checks.require(
        name + "challenge z",
        Arrays.equals(entry.inputs().challenge(), statement.challenge()),
        "hash of patchId " + Hex.encode(statement.patchId()));
    if (i > 0) {
      byte[] first = bundle.proofs().getFirst().inputs().evaluation();
      checks.require(
          name + "evaluation y",
          Arrays.equals(entry.inputs().evaluation(), first),
          "the same code as in proof 0");
    }
    checks.require(name + "Groth16", verifies(entry), "pairing equation of the on-chain verifier");
    switch (claim.detail()) {
      case CodeDetail code -> new CodeClaimAudit(prover, bundle, code).audit(name, checks);
      case ExecutionDetail runs ->
          new ExecutionClaimAudit(prover, bundle, runs).audit(name, checks);
    }
  }

  /** Whether A is the hash of C and of the S that the statement spells out. */
  private boolean opens(Bundle bundle, Claim claim) {
    try {
      byte[] oldCode = prover.oldCodeCommitment(bundle.oldCode().bytes());
      byte[] s =
          switch (claim.detail()) {
            case CodeDetail code -> new CodeClaimAudit(prover, bundle, code).statement(oldCode);
            case ExecutionDetail runs -> prover.executionStatement(oldCode, runs.claim());
          };
      byte[] a = prover.claim(bundle.statement().codeCommitment(), s);
      return Arrays.equals(claim.claim(), a);
    } catch (ProverInputException e) {
      return false; // an unknown shape, or a value outside the field
    }
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
      checks.warn(
          name + "key kind",
          "whoever made the key says that it is from a ceremony, which no audit can tell: compare"
              + " its hash with one that you trust");
    }
  }

  /** A label may not appear without its meaning. */
  private static void auditLabels(Bundle bundle, CheckList checks) {
    List<String> earned =
        Labels.earnedBy(bundle.statement().claims().stream().map(Claim::detail).toList());
    checks.require("labels", bundle.labels().equals(earned), "earned: " + earned);
  }
}
