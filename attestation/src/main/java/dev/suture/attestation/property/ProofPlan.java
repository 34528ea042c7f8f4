// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.property;

import dev.suture.attestation.scenario.Conclusion;
import java.util.List;

/**
 * What will be proven, and what it costs; shown before anything is proven.
 *
 * @param proofs in the order of the statement's claims: the code first, then the scenarios
 * @param properties what is claimed
 * @param labels what an approver may conclude, for example {@code contained}
 * @param conclusion whether native checks and runs say that the patch has the properties
 * @param reasons why not; of an accepted plan, what was left out and why; for the owner only
 */
public record ProofPlan(
    List<PlannedProof> proofs,
    PropertySet properties,
    List<String> labels,
    Conclusion conclusion,
    List<String> reasons) {
  public ProofPlan {
    proofs = List.copyOf(proofs);
    labels = List.copyOf(labels);
    reasons = List.copyOf(reasons);
  }

  /** Whether it can be proven. */
  public boolean accepted() {
    return conclusion == Conclusion.MET;
  }

  /** How long all proofs take together, on two cores. */
  public long expectedProveMillis() {
    return proofs.stream().mapToLong(proof -> proof.shape().expectedProveMillis()).sum();
  }

  /** Peak of the largest. */
  public long expectedMemoryBytes() {
    return proofs.stream().mapToLong(proof -> proof.shape().expectedMemoryBytes()).max().orElse(0);
  }

  ProofPlan withReasons(List<String> others) {
    return new ProofPlan(proofs, properties, labels, conclusion, others);
  }

  /** Shows no scenario. */
  @Override
  public String toString() {
    return "ProofPlan[%d proofs, labels=%s, %s]".formatted(proofs.size(), labels, conclusion);
  }
}
