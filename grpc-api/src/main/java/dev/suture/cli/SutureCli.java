// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import dev.suture.attestation.audit.AuditReport;
import dev.suture.attestation.bundle.Bundle;
import dev.suture.cli.demo.DemoCommand;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The command {@code suture}. */
@Command(
    name = "suture",
    description =
        "Attest secret smart-contract patches in zero knowledge, and reveal them in one"
            + " transaction.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    version = "suture 0.1.0",
    subcommands = {
      DemoCommand.class,
      ShapesCommand.class,
      PlanCommand.class,
      AttestCommand.class,
      AuditCommand.class,
      GuardCommand.class,
      ScenarioCommand.class,
      PublishCommand.class,
      RevealCommand.class,
      WatchCommand.class,
      GetCommand.class,
      ListCommand.class,
      CancelCommand.class,
      VerifyCommand.class,
      ServerCommand.class,
      WorkerCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done and accepted",
      "1:rejected, or a property is not met",
      "2:bad input",
      "3:inconclusive",
      "4:a fault of suture"
    })
public final class SutureCli {
  /** It would print stack traces about addresses that do not resolve; held, or it is forgotten. */
  private static final Logger GRPC_LOG = Logger.getLogger("io.grpc");

  /** Runs a command and exits with its {@link ExitCode}. */
  public static void main(String[] arguments) {
    GRPC_LOG.setLevel(Level.OFF);
    System.exit(run(arguments));
  }

  /** Runs a command and returns the number to exit with. */
  static int run(String... arguments) {
    return commandLine(arguments).execute(arguments);
  }

  /**
   * Audits a bundle as {@code suture audit BUNDLE --rpc URL --opening FILE} does, giving each line
   * to {@code lines}.
   */
  public static ExitCode audit(
      Path bundle, URI rpc, Optional<Path> opening, Consumer<String> lines) {
    Bundle read = Bundle.fromBytes(LocalFile.readBytes("bundle", bundle));
    AuditReport report =
        AuditCommand.audit(
            read, Optional.of(rpc), AuditCommand.disclosure(opening, Optional.empty()));
    return AuditText.print(read, report, lines);
  }

  static CommandLine commandLine(String... arguments) {
    boolean json = Arrays.asList(arguments).contains("--json");
    return new CommandLine(new SutureCli())
        .setExecutionStrategy(SutureCli::execute)
        .setExecutionExceptionHandler((e, command, parsed) -> report(e, command, json))
        .setParameterExceptionHandler(new UsageErrorHandler(json));
  }

  private static int report(Exception e, CommandLine command, boolean json) {
    CliException shown = Failures.describe(e);
    UsageErrorHandler.print(command, json, shown);
    return shown.exitCode().code();
  }

  /** Runs the command and takes its {@link ExitCode} for the process's. */
  private static int execute(ParseResult parsed) {
    int code = new CommandLine.RunLast().execute(parsed);
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    Object result = last.commandSpec().commandLine().getExecutionResult();
    return result instanceof ExitCode exit ? exit.code() : code;
  }
}
