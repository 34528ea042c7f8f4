// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation;

import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.bundle.BundleSigner;
import dev.suture.attestation.patch.CaseFolder;
import dev.suture.attestation.patch.Keccak256;
import dev.suture.attestation.patch.Patch;
import dev.suture.attestation.patch.Seed;
import dev.suture.attestation.property.PlannedProof;
import dev.suture.attestation.property.ProofPlan;
import dev.suture.attestation.property.PropertyCompiler;
import dev.suture.attestation.property.PropertyFile;
import dev.suture.attestation.statement.Address;
import dev.suture.attestation.statement.PatchTerms;
import dev.suture.prover.KeyInfo;
import dev.suture.prover.ProofResult;
import dev.suture.prover.Prover;
import dev.suture.prover.ProvingKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A patch of the case collection, attested with real proofs. */
record AttestedCase(Patch patch, ProofPlan plan, PreparedAttestation prepared, Bundle bundle) {
  static final BundleSigner SIGNER = BundleSigner.fromSeed(new byte[32]);

  static AttestedCase prove(Prover prover, Patch patch, String properties, PatchTerms terms) {
    ProofPlan plan =
        new PropertyCompiler(prover).plan(patch, Optional.of(PropertyFile.parse(properties)));
    if (!plan.accepted()) {
      throw new AssertionError(plan.reasons());
    }
    Map<String, KeyInfo> keys = new HashMap<>();
    for (PlannedProof proof : plan.proofs()) {
      keys.computeIfAbsent(proof.shape().name(), shape -> info(prover, shape));
    }
    PreparedAttestation prepared =
        new Attestor(prover).prepare(terms, plan, patch, Seed.random(), keys);
    List<ProofResult> results = new ArrayList<>();
    for (int i = 0; i < prepared.proofs().size(); i++) {
      try (ProvingKey key = open(prover, plan.proofs().get(i).shape().name())) {
        results.add(prepared.prove(prover, key, i));
      }
    }
    Bundle bundle = new Attestor(prover).complete(prepared, results, SIGNER);
    return new AttestedCase(patch, plan, prepared, bundle);
  }

  private static KeyInfo info(Prover prover, String shape) {
    try (ProvingKey key = open(prover, shape)) {
      return key.info();
    }
  }

  private static ProvingKey open(Prover prover, String shape) {
    String keys =
        System.getenv()
            .getOrDefault("SUTURE_KEYS", System.getProperty("user.home") + "/.cache/suture/keys");
    return prover.openKey(shape, Path.of(keys));
  }

  /** Terms that are bound to no deployment. */
  static PatchTerms terms(CaseFolder folder, Address target) {
    return new PatchTerms(
        folder.chainId(),
        Address.ZERO,
        Address.ZERO,
        target,
        Address.ZERO,
        folder.oldCode().hash(),
        Address.ZERO,
        Keccak256.hash(),
        0,
        Long.MAX_VALUE,
        new byte[32]);
  }
}
