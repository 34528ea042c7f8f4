// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation;

import dev.suture.attestation.patch.Blinds;
import dev.suture.attestation.patch.Keccak256;
import dev.suture.attestation.patch.Patch;
import dev.suture.attestation.patch.ScenarioBlinds;
import dev.suture.attestation.patch.Seed;
import dev.suture.attestation.property.PlannedProof;
import dev.suture.attestation.property.ProofPlan;
import dev.suture.attestation.property.PropertyCompiler;
import dev.suture.attestation.property.PropertySet;
import dev.suture.attestation.statement.Claim;
import dev.suture.attestation.statement.ClaimDetail;
import dev.suture.attestation.statement.CodeDetail;
import dev.suture.attestation.statement.ExecutionDetail;
import dev.suture.attestation.statement.PublishedScenario;
import dev.suture.attestation.statement.SafeConditions;
import dev.suture.prover.CodeBlinds;
import dev.suture.prover.CodeCommitments;
import dev.suture.prover.CodeInput;
import dev.suture.prover.ExecutionBlinds;
import dev.suture.prover.ExecutionCommitments;
import dev.suture.prover.KeyInfo;
import dev.suture.prover.Prover;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Commits to every proof of a plan, each with blinds of its own beside those of the patch. */
final class ProofCommitter {
  private final Prover prover;
  private final Patch patch;
  private final Blinds blinds;
  private final Seed seed;
  private final byte[] salt;

  ProofCommitter(Prover prover, Patch patch, Blinds blinds, Seed seed, byte[] salt) {
    this.prover = prover;
    this.patch = patch;
    this.blinds = blinds;
    this.seed = seed;
    this.salt = salt;
  }

  List<CommittedProof> commit(ProofPlan plan, Map<String, KeyInfo> keys) {
    List<CommittedProof> committed = new ArrayList<>();
    for (PlannedProof planned : plan.proofs()) {
      KeyInfo key = key(keys, planned.shape().name());
      committed.add(
          switch (planned) {
            case PlannedProof.OfCode code -> commit(plan.properties(), key);
            case PlannedProof.OfScenario runs -> commit(runs, key, committed.size());
          });
    }
    return committed;
  }

  private static KeyInfo key(Map<String, KeyInfo> keys, String shape) {
    return Optional.ofNullable(keys.get(shape))
        .filter(key -> key.shape().equals(shape))
        .orElseThrow(() -> new MalformedInputException("key", "there is none for " + shape));
  }

  private CommittedProof commit(PropertySet properties, KeyInfo key) {
    CodeInput input =
        new CodeInput(
            key.shape(),
            patch.oldCode().bytes(),
            patch.newCode().bytes(),
            PropertyCompiler.parameters(properties));
    CodeBlinds secret =
        new CodeBlinds(blinds.commitment(), blinds.evaluation(), blinds.parameters());
    CodeCommitments commitments = prover.commit(input, secret);
    CodeDetail detail =
        new CodeDetail(
            key.shape(),
            properties.maxSizeBytes(),
            commitments.metadataLength(),
            commitments.bodyEnd(),
            commitments.secretParameters());
    return new CommittedProof(
        commitments.newCode(),
        claim(key, commitments.claim(), detail),
        new PreparedProof.OfCode(key, input, secret));
  }

  private CommittedProof commit(PlannedProof.OfScenario runs, KeyInfo key, int index) {
    ScenarioBlinds own =
        ScenarioBlinds.derive(
            seed, salt, patch.newCode(), index, runs.input().caseJson(), runs.input().scenario());
    ExecutionBlinds secret =
        new ExecutionBlinds(
            blinds.commitment(),
            blinds.evaluation(),
            own.scenario(),
            own.harm(),
            runs.safe().isPresent() ? SafeConditions.blind() : own.expected());
    ExecutionCommitments commitments = prover.commitExecution(key.shape(), runs.input(), secret);
    ExecutionDetail detail =
        new ExecutionDetail(
            commitments.execution(),
            runs.safe(),
            runs.input().isPublic()
                ? Optional.of(new PublishedScenario(runs.input().caseJson(), own.scenario()))
                : Optional.empty());
    return new CommittedProof(
        commitments.newCode(),
        claim(key, commitments.claim(), detail),
        new PreparedProof.OfScenario(key, runs.input(), secret));
  }

  private static Claim claim(KeyInfo key, byte[] a, ClaimDetail detail) {
    byte[] vkHash = Keccak256.hash(key.vkBlob());
    return new Claim(Attestor.selector(vkHash), vkHash, a, detail);
  }
}
