// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.CaseFiles;
import dev.suture.attestation.scenario.Conclusion;
import dev.suture.attestation.scenario.ScenarioReport;
import dev.suture.attestation.scenario.ScenarioRunner;
import dev.suture.prover.Prover;
import dev.suture.prover.Provers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code suture scenario run CASE}: shows both runs of every scenario side by side, offline. */
@Command(
    name = "run",
    description = {
      "Run every scenario of a case on old and new code and show the outcomes side by side.",
      "A native run on this machine: nothing is proven, nothing leaves the machine. What it prints"
          + " is as secret as the case."
    })
final class ScenarioRunCommand implements Callable<ExitCode> {
  @Parameters(
      paramLabel = "CASE",
      description = "Folder with case.json, old.runtime.hex and new[.LABEL].runtime.hex. Secret.")
  private Path folder = Path.of("");

  @Option(
      names = "--new",
      paramLabel = "LABEL",
      description = "Which of several new codes of CASE; without it, all.")
  private Optional<String> label = Optional.empty();

  @Option(
      names = "--new-code",
      paramLabel = "FILE",
      description = "Another new runtime bytecode instead of those of CASE. Secret.")
  private Optional<Path> newCode = Optional.empty();

  @Mixin private CheckerOptions checkers = new CheckerOptions();
  @Mixin private Terminal terminal = new Terminal();

  @Override
  public ExitCode call() {
    CaseFiles files = new CaseFiles(folder, checkers.read());
    List<ScenarioReport> reports;
    try (Prover prover = Provers.jni()) {
      reports = run(files, new ScenarioRunner(prover));
    }
    Conclusion conclusion =
        Conclusion.ofAll(reports.stream().map(ScenarioReport::conclusion).toList());
    if (terminal.json()) {
      terminal.print(ScenarioJson.of(reports, conclusion));
    } else {
      ScenarioText.print(reports, conclusion, terminal::say);
    }
    return exitCode(conclusion);
  }

  private List<ScenarioReport> run(CaseFiles files, ScenarioRunner runner) {
    if (newCode.isPresent() && label.isPresent()) {
      throw new MalformedInputException("--new-code", "cannot stand beside --new: give one");
    }
    if (newCode.isPresent()) {
      Path file = newCode.get();
      return List.of(runner.run(files, file.toString(), CodeFile.read("new code", file)));
    }
    return label.map(one -> List.of(runner.run(files, one))).orElseGet(() -> runner.runAll(files));
  }

  private static ExitCode exitCode(Conclusion conclusion) {
    return switch (conclusion) {
      case MET -> ExitCode.OK;
      case NOT_MET -> ExitCode.REJECTED;
      case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
    };
  }
}
