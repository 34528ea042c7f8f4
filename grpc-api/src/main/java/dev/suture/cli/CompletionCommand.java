// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code suture completion}: prints a completion script for bash and zsh. */
@Command(
    name = "completion",
    description = "Print a completion script: source <(suture completion)")
final class CompletionCommand implements Callable<ExitCode> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public ExitCode call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(AutoComplete.bash("suture", spec.root().commandLine()));
    out.flush(); // unlike println, print does not flush
    return ExitCode.OK;
  }
}
