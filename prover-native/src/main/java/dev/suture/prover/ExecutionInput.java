// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/**
 * One scenario of a case, the two codes that it runs on, and what its proof is to show. New code
 * and, unless it is public, the scenario are secret.
 *
 * @param caseJson case.json of a case folder, UTF-8
 * @param target the account of the case whose code is replaced, 20 bytes; the claim names it
 * @param scenario {@link #EXPLOIT}, or a number: benign scenarios count from 0, behind them come
 *     the expected ones
 * @param oldCode runtime bytecode before the patch
 * @param newCode runtime bytecode after the patch
 * @param selectors functions of the target to be shown by a benign scenario
 * @param isPublic commit to the whole state before, so that the commitment follows from the case
 *     alone
 */
public record ExecutionInput(
    byte[] caseJson,
    byte[] target,
    int scenario,
    byte[] oldCode,
    byte[] newCode,
    FunctionSelectors selectors,
    boolean isPublic) {
  /**
   * Number of the exploit: it claims exploit.blocked, a benign scenario behaviour.preserved, an
   * expected one behaviour.expected.
   */
  public static final int EXPLOIT = -1;

  public ExecutionInput {
    caseJson = caseJson.clone();
    target = Bytes.requireLength("target", target, Bytes.ADDRESS);
    oldCode = oldCode.clone();
    newCode = newCode.clone();
  }

  /** Shows lengths only. */
  @Override
  public String toString() {
    return "ExecutionInput[scenario=%d, oldCode=%d bytes, newCode=%d bytes]"
        .formatted(scenario, oldCode.length, newCode.length);
  }
}
