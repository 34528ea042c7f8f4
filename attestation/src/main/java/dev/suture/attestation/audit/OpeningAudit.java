// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.audit;

import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.bundle.OpenedScenario;
import dev.suture.attestation.bundle.ScenarioOpening;
import dev.suture.attestation.patch.CaseScenarios;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.attestation.statement.Claim;
import dev.suture.attestation.statement.ExecutionDetail;
import dev.suture.attestation.statement.PatchTerms;
import dev.suture.prover.ExecutionBlinds;
import dev.suture.prover.ExecutionClaim;
import dev.suture.prover.ExecutionCommitments;
import dev.suture.prover.ExecutionInput;
import dev.suture.prover.Prover;
import dev.suture.prover.ProverInconclusiveException;
import dev.suture.prover.ProverInputException;
import dev.suture.prover.ProverRejectedException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs the opened scenarios again, natively on old and on the revealed new code, and computes every
 * commitment of their claims anew.
 */
final class OpeningAudit {
  private final Prover prover;
  private final Bundle bundle;
  private final ScenarioOpening opening;
  private final RuntimeCode newCode;
  private final CheckList checks;

  OpeningAudit(
      Prover prover,
      Bundle bundle,
      ScenarioOpening opening,
      RuntimeCode newCode,
      CheckList checks) {
    this.prover = prover;
    this.bundle = bundle;
    this.opening = opening;
    this.newCode = newCode;
    this.checks = checks;
  }

  void audit() {
    checks.require(
        "opened: patch",
        Arrays.equals(opening.patchId(), bundle.statement().patchId()),
        Hex.encode(opening.patchId()));
    auditCode();
    auditTarget();
    List<Claim> claims = bundle.statement().claims();
    for (int i = 0; i < claims.size(); i++) {
      if (claims.get(i).detail() instanceof ExecutionDetail detail) {
        auditProof(i, claims.get(i), detail.claim());
      }
    }
  }

  private void auditCode() {
    boolean opens;
    try {
      byte[] c =
          prover.newCodeCommitment(
              newCode.bytes(), opening.commitmentBlind(), opening.evaluationBlind());
      opens = Arrays.equals(c, bundle.statement().codeCommitment());
    } catch (ProverInputException e) {
      opens = false; // a blind outside the field
    }
    checks.require("opened: C", opens, "the new code and the blinds open the code commitment");
  }

  /** The proof binds the address that the scenario calls the target; people compare it here. */
  private void auditTarget() {
    PatchTerms terms = bundle.statement().terms();
    String target =
        CaseScenarios.parse("case", opening.caseJson()).target().toLowerCase(Locale.ROOT);
    if (target.equals(terms.target().toString())
        || target.equals(terms.oldImplementation().toString())) {
      checks.require("opened: target", true, target);
    } else {
      checks.warn("opened: target", "the scenarios have the code at " + target);
    }
  }

  private void auditProof(int i, Claim claim, ExecutionClaim expected) {
    String name = "opened %d: ".formatted(i);
    Optional<OpenedScenario> opened =
        opening.scenarios().stream().filter(scenario -> scenario.proof() == i).findFirst();
    if (opened.isEmpty()) {
      checks.missing(name + "scenario", "the opening does not say which it is");
      return;
    }
    String scenario = CaseScenarios.name(opened.get().scenario());
    try {
      ExecutionCommitments again = commit(expected.shape(), opened.get());
      checks.require(name + "runs", true, scenario + " run again: " + outcome(again.execution()));
      compare(name, claim, expected, again);
    } catch (ProverRejectedException e) {
      checks.require(name + "runs", false, scenario + ": " + String.join("; ", e.reasons()));
    } catch (ProverInconclusiveException e) {
      checks.require(name + "runs", false, scenario + ": " + e.reason());
    } catch (ProverInputException e) {
      checks.require(name + "runs", false, scenario + ": " + e.getMessage());
    }
  }

  private ExecutionCommitments commit(String shape, OpenedScenario opened) {
    return prover.commitExecution(
        shape,
        new ExecutionInput(
            opening.caseJson(), opened.scenario(), bundle.oldCode().bytes(), newCode.bytes()),
        new ExecutionBlinds(
            opening.commitmentBlind(),
            opening.evaluationBlind(),
            opened.scenarioBlind(),
            opened.harmBlind()));
  }

  private static String outcome(ExecutionClaim claim) {
    return claim.harmClaimed()
        ? "harm on old code, none on new code"
        : "the same on both codes, %d transactions succeed".formatted(claim.succeeded());
  }

  private void compare(
      String name, Claim claim, ExecutionClaim expected, ExecutionCommitments again) {
    ExecutionClaim actual = again.execution();
    checks.require(
        name + "scenario", Arrays.equals(actual.scenario(), expected.scenario()), "commitment");
    checks.require(
        name + "harm",
        Arrays.equals(actual.harm(), expected.harm())
            && actual.harmClaimed() == expected.harmClaimed(),
        "commitment to the conditions");
    checks.require(
        name + "preserved",
        actual.preserved() == expected.preserved() && actual.succeeded() == expected.succeeded(),
        actual.preserved() ? actual.succeeded() + " succeed" : "not claimed");
    checks.require(
        name + "claim A",
        Arrays.equals(again.claim(), claim.claim()),
        "from the new code, the scenario and S");
  }
}
