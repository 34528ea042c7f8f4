// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import dev.suture.worker.WorkerMain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code suture worker}: runs a worker in the foreground until it is ended. */
@Command(
    name = "worker",
    description = "Run a worker in the foreground; its options are passed on.")
final class WorkerCommand implements Callable<ExitCode> {
  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public ExitCode call() throws Exception {
    WorkerMain.main(arguments.toArray(String[]::new));
    return ExitCode.OK;
  }
}
