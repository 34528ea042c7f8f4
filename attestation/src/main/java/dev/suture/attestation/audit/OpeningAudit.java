// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.audit;

import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.bundle.OpenedScenario;
import dev.suture.attestation.bundle.ScenarioOpening;
import dev.suture.attestation.patch.CaseScenarios;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.attestation.statement.Claim;
import dev.suture.attestation.statement.ExecutionDetail;
import dev.suture.attestation.statement.PublishedScenario;
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
    List<Claim> claims = bundle.statement().claims();
    for (int i = 0; i < claims.size(); i++) {
      if (claims.get(i).detail() instanceof ExecutionDetail detail) {
        auditProof(i, claims.get(i), detail);
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

  private void auditProof(int i, Claim claim, ExecutionDetail expected) {
    String name = "opened %d: ".formatted(i);
    Optional<OpenedScenario> opened =
        opening.scenarios().stream().filter(scenario -> scenario.proof() == i).findFirst();
    if (opened.isEmpty()) {
      checks.missing(name + "scenario", "the opening does not say which it is");
      return;
    }
    byte[] json = expected.published().map(PublishedScenario::caseJson).orElse(opening.caseJson());
    String scenario = "scenario";
    try {
      CaseScenarios scenarios = CaseScenarios.parse("case", json);
      scenario = scenarios.name(opened.get().scenario());
      ExecutionCommitments again = commit(expected, scenarios, opened.get());
      checks.require(name + "runs", true, scenario + " run again: " + outcome(again.execution()));
      compare(name, claim, expected.claim(), again);
    } catch (ProverRejectedException e) {
      checks.require(name + "runs", false, scenario + ": " + String.join("; ", e.reasons()));
    } catch (ProverInconclusiveException e) {
      checks.require(name + "runs", false, scenario + ": " + e.reason());
    } catch (ProverInputException | MalformedInputException e) {
      checks.require(name + "runs", false, scenario + ": " + e.getMessage());
    }
  }

  private ExecutionCommitments commit(
      ExecutionDetail expected, CaseScenarios scenarios, OpenedScenario opened) {
    return prover.commitExecution(
        expected.shape(),
        new ExecutionInput(
            scenarios.json(),
            scenarios.targetAddress(),
            opened.scenario(),
            bundle.oldCode().bytes(),
            newCode.bytes(),
            expected.claim().selectors(),
            expected.published().isPresent()),
        new ExecutionBlinds(
            opening.commitmentBlind(),
            opening.evaluationBlind(),
            opened.scenarioBlind(),
            opened.harmBlind(),
            opened.expectedBlind()));
  }

  private static String outcome(ExecutionClaim claim) {
    if (claim.harmClaimed()) {
      return "harm on old code, none on new code"
          + (claim.blockedByRevert() ? ", blocked by a revert of the target" : "");
    }
    return claim.preserved()
        ? "the same on both codes, %d transactions succeed".formatted(claim.succeeded())
        : "new code ends as expected";
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
        name + "blocked by revert",
        actual.blockedByRevert() == expected.blockedByRevert(),
        expected.blockedByRevert() ? "claimed" : "not claimed");
    checks.require(
        name + "expected",
        Arrays.equals(actual.expected(), expected.expected())
            && actual.expectedClaimed() == expected.expectedClaimed(),
        "commitment to the conditions on new code");
    checks.require(
        name + "preserved",
        actual.preserved() == expected.preserved()
            && actual.succeeded() == expected.succeeded()
            && actual.selectors().equals(expected.selectors()),
        actual.preserved() ? actual.succeeded() + " succeed" : "not claimed");
    checks.require(
        name + "target",
        Arrays.equals(actual.target(), expected.target()),
        Hex.encode(expected.target()));
    checks.require(
        name + "claim A",
        Arrays.equals(again.claim(), claim.claim()),
        "from the new code, the scenario and S");
  }
}
