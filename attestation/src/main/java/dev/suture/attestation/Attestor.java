// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation;

import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.bundle.BundleSigner;
import dev.suture.attestation.bundle.ParameterOpening;
import dev.suture.attestation.bundle.ProofEntry;
import dev.suture.attestation.patch.Blinds;
import dev.suture.attestation.patch.Patch;
import dev.suture.attestation.patch.Seed;
import dev.suture.attestation.property.ProofPlan;
import dev.suture.attestation.property.PropertySet;
import dev.suture.attestation.statement.Claim;
import dev.suture.attestation.statement.PatchTerms;
import dev.suture.attestation.statement.Statement;
import dev.suture.prover.KeyInfo;
import dev.suture.prover.ProofResult;
import dev.suture.prover.Prover;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes attestations in the order that keeps them sound: commitments first, from them patchId and
 * z, then the proofs.
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
   * @param keys the key of each shape of the plan, by the shape's name
   * @throws dev.suture.prover.ProverRejectedException if the patch does not have the planned
   *     properties
   * @throws MalformedInputException if the terms name another old code
   */
  public PreparedAttestation prepare(
      PatchTerms terms, ProofPlan plan, Patch patch, Seed seed, Map<String, KeyInfo> keys) {
    if (!Arrays.equals(terms.oldCodeHash(), patch.oldCode().hash())) {
      throw new MalformedInputException(
          "old code", "its hash is not the old code hash of the terms");
    }
    Blinds blinds = Blinds.derive(seed, terms.salt(), patch.newCode());
    List<CommittedProof> committed =
        new ProofCommitter(prover, patch, blinds, seed, terms.salt()).commit(plan, keys);
    byte[] reveal =
        Statement.revealCommitment(patch.newCode().hash(), blinds.reveal(), blinds.evaluation());
    Statement statement =
        new Statement(
            terms,
            sameCodeCommitment(committed),
            reveal,
            committed.stream().map(CommittedProof::claim).toList());
    return new PreparedAttestation(
        statement, plan, patch, blinds, committed.stream().map(CommittedProof::proof).toList());
  }

  /** C, which must be that of every proof: they all speak of one code under one pair of blinds. */
  private static byte[] sameCodeCommitment(List<CommittedProof> committed) {
    byte[] first = committed.getFirst().codeCommitment();
    if (!committed.stream().allMatch(proof -> Arrays.equals(first, proof.codeCommitment()))) {
      throw new IllegalStateException("the proofs commit to different codes");
    }
    return first;
  }

  /** The selector of a verifying key in the router: the first bytes of its hash. */
  public static byte[] selector(byte[] vkHash) {
    return Arrays.copyOf(vkHash, Claim.SELECTOR_BYTES);
  }

  /**
   * Packs finished proofs with everything needed to check them.
   *
   * @param results one for each claim, in order
   */
  public Bundle complete(
      PreparedAttestation prepared, List<ProofResult> results, BundleSigner signer) {
    PropertySet properties = prepared.plan().properties();
    Optional<ParameterOpening> opening =
        properties.parametersSecret()
            ? Optional.empty()
            : Optional.of(
                new ParameterOpening(
                    prepared.secretBlinds().parameters(),
                    properties.forbiddenOpcodeBits(),
                    properties.declaredSlots()));
    List<ProofEntry> entries = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      ProofResult result = results.get(i);
      byte[] vkBlob = prepared.proofs().get(i).key().vkBlob();
      entries.add(new ProofEntry(result.proof(), result.inputs(), vkBlob));
    }
    return Bundle.assemble(
        prepared.statement(),
        entries,
        opening,
        prepared.patch().oldCode(),
        prepared.plan().labels(),
        signer);
  }
}
