// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.audit;

import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.patch.CaseScenarios;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.PublicCase;
import dev.suture.attestation.statement.ExecutionDetail;
import dev.suture.attestation.statement.PublishedScenario;
import dev.suture.attestation.statement.SafeConditions;
import dev.suture.prover.ExecutionClaim;
import dev.suture.prover.Prover;
import dev.suture.prover.ProverInconclusiveException;
import dev.suture.prover.ProverInputException;
import java.util.Arrays;

/**
 * What only a claim about a scenario needs: where it runs, what is safe, and what is public of it.
 */
final class ExecutionClaimAudit {
  private final Prover prover;
  private final Bundle bundle;
  private final ExecutionDetail detail;
  private final ExecutionClaim claim;

  ExecutionClaimAudit(Prover prover, Bundle bundle, ExecutionDetail detail) {
    this.prover = prover;
    this.bundle = bundle;
    this.detail = detail;
    this.claim = detail.claim();
  }

  void audit(String name, CheckList checks) {
    auditTarget(name, checks);
    if (claim.harmClaimed()) {
      checks.require(
          name + "exploit.blocked",
          true,
          "a private exploit harms old code, and not new code"
              + (claim.blockedByRevert() ? "; a revert of the target blocks it" : ""));
    }
    detail.safe().ifPresent(safe -> auditSafe(name, safe, checks));
    if (claim.preserved()) {
      tellPreserved(name, checks);
    }
    if (detail.behaviourExpected()) {
      checks.require(
          name + "behaviour.expected",
          true,
          "after a private scenario private conditions hold on new code");
    }
    detail.published().ifPresent(open -> auditPublished(name, open, checks));
  }

  /**
   * S binds the address at which the runs have the code. On chain that is the target itself, or the
   * implementation behind it; runs of it elsewhere may differ where the code looks at its address.
   */
  private void auditTarget(String name, CheckList checks) {
    String target = Hex.encode(claim.target());
    if (detail.runsAtTargetOf(bundle.statement().terms())) {
      checks.require(name + "target", true, target);
    } else {
      checks.warn(
          name + "target",
          "the runs have the code at %s, which is neither target nor old implementation"
              .formatted(target));
    }
  }

  private void auditSafe(String name, SafeConditions safe, CheckList checks) {
    boolean opens;
    try {
      byte[] expected = prover.expectedCommitment(safe.utf8(), SafeConditions.blind());
      opens = Arrays.equals(expected, claim.expected());
    } catch (ProverInputException | ProverInconclusiveException e) {
      opens = false; // conditions that no case could have
    }
    checks.require(
        name + "safe", opens, "after it, on new code: " + String.join("; ", safe.words()));
  }

  private void tellPreserved(String name, CheckList checks) {
    String whose = detail.published().isPresent() ? "public" : "private";
    if (claim.succeeded() == 0) {
      checks.warn(name + "behaviour.preserved", "no transaction of the scenario succeeds");
    } else {
      checks.require(
          name + "behaviour.preserved",
          true,
          "a %s scenario shows the same; transactions that succeed: %d"
              .formatted(whose, claim.succeeded()));
    }
    if (!claim.selectors().isEmpty()) {
      checks.require(
          name + "selectors",
          true,
          "called in the target, succeeding on new code: " + claim.selectors());
    }
  }

  private void auditPublished(String name, PublishedScenario open, CheckList checks) {
    boolean opens;
    try {
      byte[] scenario =
          prover.scenarioCommitment(
              claim.shape(), open.caseJson(), PublicCase.SCENARIO, open.blind());
      opens =
          Arrays.equals(scenario, claim.scenario())
              && Arrays.equals(
                  CaseScenarios.parse("case", open.caseJson()).targetAddress(), claim.target());
    } catch (ProverInputException | ProverInconclusiveException e) {
      opens = false; // a case that no proof could have
    }
    checks.require(name + "public scenario", opens, "opening of its commitment");
    if (opens) {
      new PublishedRun(prover, bundle, claim, open).audit(name + "on old code", checks);
    }
  }
}
