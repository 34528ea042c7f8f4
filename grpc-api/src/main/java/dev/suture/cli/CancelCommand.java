// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import dev.suture.v1.CancelRequest;
import dev.suture.v1.Job;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code suture cancel NAME}: ends a job that has not ended. */
@Command(name = "cancel", description = "End a job that has not ended.")
final class CancelCommand implements Callable<ExitCode> {
  @Parameters(paramLabel = "NAME", description = "operations/UUID")
  private String name = "";

  @Mixin private ServiceOptions service = new ServiceOptions();
  @Mixin private Terminal terminal = new Terminal();

  @Override
  public ExitCode call() {
    try (ProgressLine progress = terminal.progress();
        OpenService open = service.open(progress)) {
      Job job = open.service().api().cancel(CancelRequest.newBuilder().setName(name).build());
      progress.clear();
      OperationReport.write(job, terminal);
      return ExitCode.OK;
    }
  }
}
