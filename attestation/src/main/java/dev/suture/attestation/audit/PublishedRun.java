// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.audit;

import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.patch.PublicCase;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.attestation.statement.PublishedScenario;
import dev.suture.prover.ExecutionClaim;
import dev.suture.prover.ExecutionInput;
import dev.suture.prover.ExecutionPlan;
import dev.suture.prover.FunctionSelectors;
import dev.suture.prover.Prover;
import dev.suture.prover.ProverInconclusiveException;
import dev.suture.prover.ProverInputException;
import dev.suture.prover.ProverRejectedException;

/** Runs a public scenario again: before the reveal on old code, after it on both. */
final class PublishedRun {
  private final Prover prover;
  private final Bundle bundle;
  private final ExecutionClaim claim;
  private final PublishedScenario open;

  PublishedRun(Prover prover, Bundle bundle, ExecutionClaim claim, PublishedScenario open) {
    this.prover = prover;
    this.bundle = bundle;
    this.claim = claim;
    this.open = open;
  }

  /** Before the reveal: as many transactions succeed on old code as are claimed to on new code. */
  void audit(String name, CheckList checks) {
    audit(name, bundle.oldCode(), FunctionSelectors.NONE, checks);
  }

  /** After the reveal: both codes show the same, and new code the selectors. */
  void audit(String name, RuntimeCode newCode, CheckList checks) {
    audit(name, newCode, claim.selectors(), checks);
  }

  private void audit(
      String name, RuntimeCode newCode, FunctionSelectors selectors, CheckList checks) {
    try {
      ExecutionPlan runs = prover.planExecution(input(newCode, selectors));
      checks.require(
          name,
          runs.succeeded() == claim.succeeded(),
          "run again: %d transactions succeed".formatted(runs.succeeded()));
    } catch (ProverRejectedException e) {
      checks.require(name, false, String.join("; ", e.reasons()));
    } catch (ProverInconclusiveException e) {
      checks.require(name, false, e.reason());
    } catch (ProverInputException e) {
      checks.require(name, false, String.valueOf(e.getMessage()));
    }
  }

  private ExecutionInput input(RuntimeCode newCode, FunctionSelectors selectors) {
    return new ExecutionInput(
        open.caseJson(),
        claim.target(),
        PublicCase.SCENARIO,
        bundle.oldCode().bytes(),
        newCode.bytes(),
        selectors,
        true);
  }
}
