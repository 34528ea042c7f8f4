// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.scenario;

import dev.suture.attestation.patch.RuntimeCode;
import java.util.List;

/**
 * All scenarios of a case, run natively for one patch. Nothing in it is proven.
 *
 * @param patch the patch's label, or another name for people
 * @param newCode the patch's code; secret
 * @param scenarios the exploit first where there is one, then benign use in the order of the case
 */
public record ScenarioReport(String patch, RuntimeCode newCode, List<JudgedScenario> scenarios) {
  public ScenarioReport {
    scenarios = List.copyOf(scenarios);
  }

  /** What all scenarios together say about the patch. */
  public Conclusion conclusion() {
    return Conclusion.ofAll(
        scenarios.stream().map(scenario -> scenario.verdict().conclusion()).toList());
  }
}
