// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.audit;

import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.bundle.ParameterOpening;
import dev.suture.attestation.statement.CodeDetail;
import dev.suture.prover.OldCodeAnalysis;
import dev.suture.prover.Prover;
import dev.suture.prover.ProverInputException;
import java.util.Arrays;
import java.util.Optional;

/** What only a claim about the code needs: S, the opening of B, and what is public of old code. */
final class CodeClaimAudit {
  private final Prover prover;
  private final Bundle bundle;
  private final CodeDetail claim;

  CodeClaimAudit(Prover prover, Bundle bundle, CodeDetail claim) {
    this.prover = prover;
    this.bundle = bundle;
    this.claim = claim;
  }

  byte[] statement(byte[] oldCodeCommitment) {
    return prover.statementCommitment(
        oldCodeCommitment,
        claim.shape(),
        claim.maxSizeBytes(),
        claim.metadataLength(),
        claim.bodyEnd(),
        claim.secretParameters());
  }

  void audit(String name, CheckList checks) {
    auditParameters(name, checks);
    auditOldCode(name, checks);
  }

  private void auditParameters(String name, CheckList checks) {
    Optional<ParameterOpening> opening = bundle.opening();
    if (opening.isEmpty()) {
      checks.warn(
          name + "parameters", "opcode set and slots are blinded: conclude nothing from them");
      return;
    }
    checks.require(name + "parameters", opens(opening.get()), "opening of B");
  }

  private boolean opens(ParameterOpening opening) {
    try {
      byte[] b =
          prover.secretParametersCommitment(
              opening.blind(), opening.forbiddenOpcodes(), opening.declaredSlots());
      return Arrays.equals(b, claim.secretParameters());
    } catch (ProverInputException e) {
      return false; // a value outside the field, or more slots than a claim has
    }
  }

  /** The public side conditions, which no proof covers. */
  private void auditOldCode(String name, CheckList checks) {
    OldCodeAnalysis analysis = prover.analyzeOldCode(bundle.oldCode().bytes());
    if (claim.guardOnly()) {
      checks.require(
          name + "old code",
          analysis.eligible() && analysis.bodyEnd() == claim.bodyEnd(),
          analysis.eligible()
              ? "all jumps resolved, executable part ends at " + analysis.bodyEnd()
              : String.join("; ", analysis.reasons()));
    }
    if (claim.metadataLength() > 0) {
      checks.require(
          name + "metadata length",
          analysis.metadataLength() == claim.metadataLength(),
          analysis.metadataLength() + " bytes in old code");
    }
  }
}
