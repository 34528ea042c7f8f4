// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

/**
 * Opens the commitments of one execution claim.
 *
 * @param proof number of the claim in the statement
 * @param scenario number in the case, -1 for the exploit
 * @param scenarioBlind hid the scenario
 * @param harmBlind hid the conditions of the harm
 */
public record OpenedScenario(int proof, int scenario, byte[] scenarioBlind, byte[] harmBlind) {
  public OpenedScenario {
    scenarioBlind = scenarioBlind.clone();
    harmBlind = harmBlind.clone();
  }

  @Override
  public String toString() {
    return "OpenedScenario[secret]";
  }
}
