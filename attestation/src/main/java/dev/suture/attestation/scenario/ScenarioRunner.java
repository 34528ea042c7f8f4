// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.scenario;

import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.CaseFiles;
import dev.suture.attestation.patch.CaseScenarios;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.prover.Prover;
import dev.suture.prover.ScenarioInput;
import java.util.List;

/**
 * Runs the scenarios of a case in the prover's interpreter, on this machine: nothing leaves it.
 * Malformed cases are a {@link dev.suture.prover.ProverInputException} that names field and rule.
 */
public final class ScenarioRunner {
  private final Prover prover;

  public ScenarioRunner(Prover prover) {
    this.prover = prover;
  }

  /** One report for each patch of the folder, in the order of the labels; there must be one. */
  public List<ScenarioReport> runAll(CaseFiles files) {
    List<String> labels = files.labels();
    if (labels.isEmpty()) {
      throw new MalformedInputException(
          "new code", "is missing, expected new.runtime.hex or new.LABEL.runtime.hex in the case");
    }
    return labels.stream().map(label -> run(files, label)).toList();
  }

  /** The report of the folder's patch with this label. */
  public ScenarioReport run(CaseFiles files, String label) {
    return run(files, label, files.newCode(label));
  }

  /** The report of any code, under a name for people. */
  public ScenarioReport run(CaseFiles files, String patch, RuntimeCode newCode) {
    byte[] json = files.caseJson();
    List<JudgedScenario> judged =
        prover
            .runScenarios(new ScenarioInput(json, files.oldCode().bytes(), newCode.bytes()))
            .stream()
            .map(runs -> JudgedScenario.of(runs, saysSafe(json)))
            .toList();
    return new ScenarioReport(patch, newCode, judged);
  }

  private static boolean saysSafe(byte[] json) {
    return CaseScenarios.parse("case.json", json).safe().isPresent();
  }
}
