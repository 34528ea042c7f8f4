// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

import java.util.List;
import java.util.Optional;

/**
 * What one native run of a scenario shows.
 *
 * @param inconclusive why the run was given up; the other components then tell how far it came
 * @param harm whether the conditions of harm hold after an exploit; false for other scenarios
 * @param expected whether the conditions hold that are to hold on new code: those of an expected
 *     scenario, or what is safe after an exploit; false where there are none
 * @param steps executed opcodes
 * @param frames executions of an account's code
 * @param keccakPermutations of KECCAK256, 136 bytes each
 * @param logs those that were kept
 * @param transactions the outcomes of those that ended, in order
 */
public record RunOutcome(
    Optional<Inconclusive> inconclusive,
    boolean harm,
    boolean expected,
    int steps,
    int frames,
    int keccakPermutations,
    int logs,
    List<TransactionOutcome> transactions) {
  public RunOutcome {
    transactions = List.copyOf(transactions);
  }

  /**
   * Why a run was given up: it could not be continued as a chain would.
   *
   * @param cause one word, for example {@code create}
   * @param detail for the owner only: it may name positions in secret code
   */
  public record Inconclusive(String cause, String detail) {
    /** Shows the cause only. */
    @Override
    public String toString() {
      return "Inconclusive[" + cause + "]";
    }
  }
}
