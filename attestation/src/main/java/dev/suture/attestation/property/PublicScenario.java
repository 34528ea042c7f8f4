// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.property;

import dev.suture.attestation.patch.CaseScenarios;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.PublicCase;
import dev.suture.prover.Prover;
import dev.suture.prover.ProverInputException;
import dev.suture.prover.RunOutcome;
import dev.suture.prover.ScenarioInput;
import java.util.List;

/**
 * Makes the case that is published for a benign scenario.
 *
 * <p>All scenarios of a case share its state before, so that this may hold what only the exploit
 * uses: the attacker's contract, or a checker. Accounts without which the run on old code goes as
 * before are left out. Only the run on old code decides, so that the choice tells nothing of new
 * code.
 */
final class PublicScenario {
  private final Prover prover;
  private final byte[] oldCode;

  PublicScenario(Prover prover, byte[] oldCode) {
    this.prover = prover;
    this.oldCode = oldCode.clone();
  }

  byte[] of(CaseScenarios all, int number) {
    byte[] needed = PublicCase.of(all, number);
    List<String> whole = run(needed);
    for (String account : PublicCase.accounts(needed)) {
      byte[] less = PublicCase.without(needed, account);
      if (!account.equalsIgnoreCase(all.target()) && goesAs(whole, less)) {
        needed = less;
      }
    }
    return needed;
  }

  private boolean goesAs(List<String> whole, byte[] less) {
    try {
      return run(less).equals(whole);
    } catch (ProverInputException e) {
      return false; // the sender cannot pay, for example: no run at all
    }
  }

  /** What a run shows, as far as native runs tell it. */
  private List<String> run(byte[] publicCase) {
    RunOutcome run =
        prover.runScenarios(new ScenarioInput(publicCase, oldCode, oldCode)).getFirst().onOld();
    return List.of(
        "%s %d %d %d %d"
            .formatted(
                run.inconclusive(),
                run.steps(),
                run.frames(),
                run.keccakPermutations(),
                run.logs()),
        run.transactions().stream()
            .map(tx -> tx.success() + Hex.encode(tx.returnData()))
            .toList()
            .toString());
  }
}
