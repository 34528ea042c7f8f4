// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.google.longrunning.Operation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code suture watch NAME}: follows a job to its end. */
@Command(name = "watch", description = "Follow a job to its end.")
final class WatchCommand implements Callable<ExitCode> {
  @Parameters(paramLabel = "NAME", description = "operations/UUID")
  private String name = "";

  @Mixin private ServiceOptions service = new ServiceOptions();
  @Mixin private Terminal terminal = new Terminal();

  @Override
  public ExitCode call() {
    try (ProgressLine progress = terminal.progress();
        OpenService open = service.open(progress)) {
      Operation operation = open.service().await(name, progress);
      progress.clear();
      OperationReport.write(operation, terminal);
      if (operation.hasError()) {
        throw StatusText.describe(operation.getError());
      }
      return ExitCode.OK;
    }
  }
}
