// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
      if (terminal.json()) {
        ObjectNode result = terminal.object();
        JobText.write(result, job);
        terminal.print(result);
      } else {
        terminal.say(JobText.line(job));
      }
      return ExitCode.OK;
    }
  }
}
