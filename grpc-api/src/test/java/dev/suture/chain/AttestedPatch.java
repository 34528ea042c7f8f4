// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import dev.suture.attestation.Attestor;
import dev.suture.attestation.PreparedAttestation;
import dev.suture.attestation.RevealOpening;
import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.bundle.BundleSigner;
import dev.suture.attestation.patch.Patch;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.attestation.patch.Seed;
import dev.suture.attestation.property.PlannedProof;
import dev.suture.attestation.property.ProofPlan;
import dev.suture.attestation.property.PropertySet;
import dev.suture.attestation.property.ScenarioProperties;
import dev.suture.attestation.scenario.Conclusion;
import dev.suture.attestation.statement.PatchTerms;
import dev.suture.attestation.statement.Statement;
import dev.suture.prover.ProofResult;
import dev.suture.prover.Prover;
import dev.suture.prover.ProvingKey;
import dev.suture.prover.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** A patch with real proofs, in the small test shape. */
record AttestedPatch(Bundle bundle, RevealOpening opening) {
  static final String SHAPE = "code-1k";

  static AttestedPatch prove(
      Prover prover, ProvingKey key, PatchTerms terms, byte[] oldCode, byte[] newCode) {
    return prove(prover, key, terms, oldCode, newCode, 1);
  }

  /** A patch with several claims, each of the same, each with its own proof. */
  static AttestedPatch prove(
      Prover prover, ProvingKey key, PatchTerms terms, byte[] oldCode, byte[] newCode, int claims) {
    PropertySet properties =
        new PropertySet(
            1000,
            new TreeSet<>(),
            false,
            false,
            false,
            List.of(),
            Optional.of(SHAPE),
            ScenarioProperties.NONE);
    Shape shape = new Shape(SHAPE, Shape.CODE, 1024, key.info().constraints(), 3, 0, 0);
    ProofPlan plan =
        new ProofPlan(
            Collections.nCopies(claims, new PlannedProof.OfCode(shape)),
            properties,
            List.of(),
            Conclusion.MET,
            List.of());
    Attestor attestor = new Attestor(prover);
    PreparedAttestation prepared =
        attestor.prepare(
            terms,
            plan,
            Patch.of(RuntimeCode.of("old code", oldCode), RuntimeCode.of("new code", newCode)),
            Seed.random(),
            Map.of(SHAPE, key.info()));
    List<ProofResult> proofs =
        IntStream.range(0, claims).mapToObj(i -> prepared.prove(prover, key, i)).toList();
    Bundle bundle = attestor.complete(prepared, proofs, BundleSigner.fromSeed(new byte[32]));
    return new AttestedPatch(bundle, prepared.opening());
  }

  Statement statement() {
    return bundle.statement();
  }

  byte[] patchId() {
    return statement().patchId();
  }
}
