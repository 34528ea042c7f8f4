// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation;

import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.bundle.BundleSigner;
import dev.suture.attestation.bundle.ParameterOpening;
import dev.suture.attestation.bundle.ProofEntry;
import dev.suture.attestation.patch.Blinds;
import dev.suture.attestation.patch.Keccak256;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.attestation.patch.Seed;
import dev.suture.attestation.property.ProofPlan;
import dev.suture.attestation.property.PropertyCompiler;
import dev.suture.attestation.property.PropertySet;
import dev.suture.attestation.statement.Claim;
import dev.suture.attestation.statement.PatchTerms;
import dev.suture.attestation.statement.Statement;
import dev.suture.prover.CodeBlinds;
import dev.suture.prover.CodeCommitments;
import dev.suture.prover.CodeInput;
import dev.suture.prover.KeyInfo;
import dev.suture.prover.ProofResult;
import dev.suture.prover.Prover;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes attestations in the order that keeps them sound: commitments first, from them patchId and
 * z, then the proof.
 *
 * <p>The caller spends the seed (once, on record) before anything that {@link #prepare} returns
 * leaves the process.
 */
public final class Attestor {
  private final Prover prover;

  /** Computes commitments through the prover. */
  public Attestor(Prover prover) {
    this.prover = prover;
  }

  /**
   * Fixes all commitments.
   *
   * @throws dev.suture.prover.ProverRejectedException if the patch does not have the planned
   *     properties
   * @throws MalformedInputException if the terms name another old code
   */
  public PreparedAttestation prepare(
      PatchTerms terms,
      ProofPlan plan,
      RuntimeCode oldCode,
      RuntimeCode newCode,
      Seed seed,
      KeyInfo key) {
    if (!Arrays.equals(terms.oldCodeHash(), oldCode.hash())) {
      throw new MalformedInputException(
          "old code", "its hash is not the old code hash of the terms");
    }
    if (!key.shape().equals(plan.shape().name())) {
      throw new MalformedInputException(
          "key", "is for shape " + key.shape() + ", the plan for " + plan.shape().name());
    }
    Blinds blinds = Blinds.derive(seed, terms.salt(), newCode);
    CodeInput input =
        new CodeInput(
            plan.shape().name(),
            oldCode.bytes(),
            newCode.bytes(),
            PropertyCompiler.parameters(plan.properties()));
    CodeCommitments commitments = prover.commit(input, codeBlinds(blinds));
    byte[] reveal =
        Statement.revealCommitment(newCode.hash(), blinds.reveal(), blinds.evaluation());
    Statement statement =
        new Statement(terms, commitments.newCode(), reveal, List.of(claim(plan, commitments, key)));
    return new PreparedAttestation(statement, plan, oldCode, input, blinds, key);
  }

  /** The selector of a verifying key in the router: the first bytes of its hash. */
  public static byte[] selector(byte[] vkHash) {
    return Arrays.copyOf(vkHash, Claim.SELECTOR_BYTES);
  }

  private static Claim claim(ProofPlan plan, CodeCommitments commitments, KeyInfo key) {
    byte[] vkHash = Keccak256.hash(key.vkBlob());
    return new Claim(
        selector(vkHash),
        vkHash,
        commitments.claim(),
        plan.shape().name(),
        plan.properties().maxSizeBytes(),
        commitments.metadataLength(),
        commitments.bodyEnd(),
        commitments.secretParameters());
  }

  /** Packs a finished proof with everything needed to check it. */
  public Bundle complete(PreparedAttestation prepared, ProofResult result, BundleSigner signer) {
    PropertySet properties = prepared.plan().properties();
    Optional<ParameterOpening> opening =
        properties.parametersSecret()
            ? Optional.empty()
            : Optional.of(
                new ParameterOpening(
                    prepared.secretBlinds().parameters(),
                    properties.forbiddenOpcodeBits(),
                    properties.declaredSlots()));
    return Bundle.assemble(
        prepared.statement(),
        List.of(new ProofEntry(result.proof(), result.inputs(), prepared.key().vkBlob())),
        opening,
        prepared.oldCode(),
        prepared.plan().labels(),
        signer);
  }

  static CodeBlinds codeBlinds(Blinds blinds) {
    return new CodeBlinds(blinds.commitment(), blinds.evaluation(), blinds.parameters());
  }
}
