// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.google.longrunning.Operation;
import dev.suture.v1.Attestation;
import dev.suture.v1.GetRequest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code suture get NAME}: where a job stands; with {@code --out} the bundle of a done attestation.
 */
@Command(
    name = "get",
    description = "Show a job; with --out write the bundle of a done attestation.")
final class GetCommand implements Callable<ExitCode> {
  @Parameters(paramLabel = "NAME", description = "operations/UUID")
  private String name = "";

  @Option(names = "--out", paramLabel = "BUNDLE", description = "Where the bundle is written.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--opening",
      paramLabel = "FILE",
      description = "Where the opening of the private scenarios is written. Secret.")
  private Optional<Path> opening = Optional.empty();

  @Mixin private ServiceOptions service = new ServiceOptions();
  @Mixin private Terminal terminal = new Terminal();

  @Override
  public ExitCode call() {
    try (ProgressLine progress = terminal.progress();
        OpenService open = service.open(progress)) {
      GetRequest request = GetRequest.newBuilder().setName(name).build();
      Operation operation = open.service().retrying(api -> api.get(request));
      progress.clear();
      if (out.isEmpty() && opening.isEmpty()) {
        OperationReport.write(operation, terminal);
        return ExitCode.OK;
      }
      if (!operation.getDone()) {
        throw new CliException(
            ExitCode.BAD_INPUT, name + " is not done; follow it with: suture watch " + name);
      }
      AttestationReport.write(
          Service.response(operation, Attestation.class), out, opening, terminal);
      return ExitCode.OK;
    }
  }
}
