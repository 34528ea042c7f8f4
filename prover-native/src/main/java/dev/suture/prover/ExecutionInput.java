// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/**
 * One scenario of a case and the two codes that it runs on. New code and the scenario are secret.
 *
 * @param caseJson case.json of a case folder, UTF-8
 * @param scenario number of the benign scenario, or {@link #EXPLOIT}
 * @param oldCode runtime bytecode before the patch
 * @param newCode runtime bytecode after the patch
 */
public record ExecutionInput(byte[] caseJson, int scenario, byte[] oldCode, byte[] newCode) {
  /** Number of the exploit: it claims exploit.blocked, every other scenario behaviour.preserved. */
  public static final int EXPLOIT = -1;

  public ExecutionInput {
    caseJson = caseJson.clone();
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
