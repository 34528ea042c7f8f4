// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation;

import dev.suture.attestation.patch.Blinds;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.attestation.property.ProofPlan;
import dev.suture.attestation.statement.Statement;
import dev.suture.prover.CodeBlinds;
import dev.suture.prover.CodeInput;
import dev.suture.prover.KeyInfo;

/**
 * A statement whose commitments are fixed and whose proof is still to be made. Holds the blinds.
 *
 * @param statement fixed by all commitments, so that z may be drawn
 * @param input what the prover gets
 * @param key verifying key the claim names
 */
public record PreparedAttestation(
    Statement statement,
    ProofPlan plan,
    RuntimeCode oldCode,
    CodeInput input,
    Blinds secretBlinds,
    KeyInfo key) {
  /** The EIP-712 digest. */
  public byte[] patchId() {
    return statement.patchId();
  }

  /** The challenge. */
  public byte[] z() {
    return statement.challenge();
  }

  /** The blinds as the prover takes them. */
  public CodeBlinds blinds() {
    return Attestor.codeBlinds(secretBlinds);
  }

  /** What the reveal will publish. */
  public RevealOpening opening() {
    return new RevealOpening(input.newCode(), secretBlinds.reveal(), secretBlinds.evaluation());
  }

  @Override
  public String toString() {
    return "PreparedAttestation[secret]";
  }
}
