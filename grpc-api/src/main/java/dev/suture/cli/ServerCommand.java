// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import dev.suture.server.ServerMain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code suture server}: runs a server in the foreground until it is ended. */
@Command(
    name = "server",
    description = "Run a server in the foreground; its options are passed on.")
final class ServerCommand implements Callable<ExitCode> {
  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public ExitCode call() throws Exception {
    ServerMain.main(arguments.toArray(String[]::new));
    return ExitCode.OK;
  }
}
