// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/**
 * A case with its scenarios, and the codes to run them on. The case and the new code are secret.
 *
 * @param caseJson a case.json as it is, UTF-8; its target carries the old code
 * @param oldCode runtime bytecode before the patch
 * @param newCode runtime bytecode after the patch
 */
public record ScenarioInput(byte[] caseJson, byte[] oldCode, byte[] newCode) {
  public ScenarioInput {
    caseJson = caseJson.clone();
    oldCode = oldCode.clone();
    newCode = newCode.clone();
  }

  /** Shows lengths only. */
  @Override
  public String toString() {
    return "ScenarioInput[caseJson=%d bytes, oldCode=%d bytes, newCode=%d bytes]"
        .formatted(caseJson.length, oldCode.length, newCode.length);
  }
}
