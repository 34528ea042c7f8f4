// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

/**
 * Opens the commitments of one execution claim.
 *
 * @param proof number of the claim in the statement
 * @param scenario number in the case, -1 for the exploit; 0 of a public scenario, in the case that
 *     the bundle publishes
 * @param scenarioBlind hid the scenario
 * @param harmBlind hid the conditions of the harm
 * @param expectedBlind hid the conditions that hold on new code; zero where they are public
 */
public record OpenedScenario(
    int proof, int scenario, byte[] scenarioBlind, byte[] harmBlind, byte[] expectedBlind) {
  public OpenedScenario {
    scenarioBlind = scenarioBlind.clone();
    harmBlind = harmBlind.clone();
    expectedBlind = expectedBlind.clone();
  }

  @Override
  public String toString() {
    return "OpenedScenario[secret]";
  }
}
