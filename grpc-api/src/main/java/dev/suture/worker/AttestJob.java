// SPDX-License-Identifier: Apache-2.0
package dev.suture.worker;

import com.google.protobuf.ByteString;
import dev.suture.attestation.Attestor;
import dev.suture.attestation.PreparedAttestation;
import dev.suture.attestation.RevealOpening;
import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.bundle.BundleSigner;
import dev.suture.attestation.patch.Patch;
import dev.suture.attestation.patch.Seed;
import dev.suture.attestation.property.PlannedProof;
import dev.suture.attestation.property.ProofPlan;
import dev.suture.attestation.property.PropertyCompiler;
import dev.suture.prover.KeyInfo;
import dev.suture.prover.Progress;
import dev.suture.prover.ProofResult;
import dev.suture.prover.Prover;
import dev.suture.store.JobFailure;
import dev.suture.store.JobOutcome;
import dev.suture.store.JobProgress;
import dev.suture.store.JobStore;
import dev.suture.store.LeasedJob;
import dev.suture.store.StoredJob;
import dev.suture.store.v1.StoredOpening;
import dev.suture.v1.AttestRequest;
import dev.suture.v1.Attestation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes one attestation: plan, keys, commitments, proofs, bundle. */
final class AttestJob {
  private static final int PERCENT = 100;

  private final Prover prover;
  private final WorkerKeys keys;
  private final JobStore store;
  private final BundleSigner signer;
  private final JobProgress progress;

  AttestJob(
      Prover prover, WorkerKeys keys, JobStore store, BundleSigner signer, JobProgress progress) {
    this.prover = prover;
    this.keys = keys;
    this.store = store;
    this.signer = signer;
    this.progress = progress;
  }

  JobOutcome run(LeasedJob job, AttestRequest request) {
    progress.at("plan", -1);
    Patch patch = Messages.patch(request.getPatch());
    ProofPlan plan =
        new PropertyCompiler(prover).plan(patch, Messages.properties(request.getPatch()));
    requireProvable(plan);
    Map<String, KeyInfo> known = keys(plan);
    progress.at("commit", -1);
    Attestor attestor = new Attestor(prover);
    PreparedAttestation prepared =
        attestor.prepare(
            Messages.terms(request.getTerms(), patch.oldCode()),
            plan,
            patch,
            Seed.of(request.getSeed().toByteArray()),
            known);
    store.recordPatchId(job, prepared.patchId());
    List<ProofResult> results = prove(prepared);
    progress.at("bundle", -1);
    Bundle bundle = attestor.complete(prepared, results, signer);
    return new JobOutcome(
        attestation(job, prepared, bundle).toByteArray(),
        Optional.of(opening(prepared.opening(), request).toByteArray()));
  }

  private static void requireProvable(ProofPlan plan) {
    switch (plan.conclusion()) {
      case MET -> {}
      case NOT_MET -> throw JobFailure.rejected(plan.reasons());
      case INCONCLUSIVE -> throw JobFailure.inconclusive(plan.reasons());
    }
  }

  /** The public side of each key: the claims name them before anything is proven. */
  private Map<String, KeyInfo> keys(ProofPlan plan) {
    Map<String, KeyInfo> known = new TreeMap<>();
    for (PlannedProof proof : plan.proofs()) {
      known.computeIfAbsent(proof.shape().name(), shape -> keys.info(shape, progress));
    }
    return known;
  }

  private List<ProofResult> prove(PreparedAttestation prepared) {
    List<PlannedProof> proofs = prepared.plan().proofs();
    List<ProofResult> results = new ArrayList<>();
    long done = 0;
    for (int i = 0; i < proofs.size(); i++) {
      String shape = proofs.get(i).shape().name();
      long weight = proofs.get(i).shape().expectedProveMillis();
      var key = keys.open(shape, progress);
      String step = "prove %d/%d %s: ".formatted(i + 1, proofs.size(), shape);
      long before = done;
      progress.follow(() -> poll(step, before, weight, prepared.plan().expectedProveMillis()));
      results.add(prepared.prove(prover, key, i));
      done += weight;
    }
    return results;
  }

  private void poll(String step, long before, long weight, long all) {
    Progress now = prover.progress();
    long share = PERCENT * before + weight * Math.max(0, now.percent());
    progress.polled(step + now.phase(), all == 0 ? -1 : Math.toIntExact(share / all));
  }

  private static Attestation attestation(
      LeasedJob job, PreparedAttestation prepared, Bundle bundle) {
    Attestation.Builder attestation =
        Attestation.newBuilder()
            .setName(StoredJob.nameOf(job.id()))
            .setPatchId(ByteString.copyFrom(prepared.patchId()))
            .setBundle(ByteString.copyFrom(bundle.toBytes()))
            .setMerkleRoot(ByteString.copyFrom(bundle.merkleRoot()))
            .addAllLabels(bundle.labels());
    prepared
        .scenarioOpening()
        .ifPresent(open -> attestation.setScenarioOpening(ByteString.copyFrom(open.toBytes())));
    return attestation.build();
  }

  private static StoredOpening opening(RevealOpening opening, AttestRequest request) {
    return StoredOpening.newBuilder()
        .setCode(ByteString.copyFrom(opening.code()))
        .setBK(ByteString.copyFrom(opening.bK()))
        .setBY(ByteString.copyFrom(opening.bY()))
        .setUpgradeData(request.getTerms().getUpgradeData())
        .build();
  }
}
