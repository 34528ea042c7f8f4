// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.property;

import dev.suture.prover.Shape;
import java.util.List;

/**
 * What will be proven, and what it costs; shown before anything is proven.
 *
 * @param circuit name of the circuit
 * @param shape where the proof is made
 * @param properties what is claimed
 * @param labels what an approver may conclude, for example {@code contained}
 * @param accepted the native check says that the patch has the properties
 * @param reasons why not, or why the default set is without metadata; for the owner only
 */
public record ProofPlan(
    String circuit,
    Shape shape,
    PropertySet properties,
    List<String> labels,
    boolean accepted,
    List<String> reasons) {
  public ProofPlan {
    labels = List.copyOf(labels);
    reasons = List.copyOf(reasons);
  }

  ProofPlan withReasons(List<String> others) {
    return new ProofPlan(circuit, shape, properties, labels, accepted, others);
  }
}
