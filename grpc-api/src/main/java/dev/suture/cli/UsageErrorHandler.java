// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells of a wrong command line in one line, and with {@code --json} also as an object. */
final class UsageErrorHandler implements IParameterExceptionHandler {
  private final boolean json;

  UsageErrorHandler(boolean json) {
    this.json = json;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String problem = Optional.ofNullable(e.getMessage()).orElse("wrong arguments");
    String hint = " (see: " + command.getCommandSpec().qualifiedName() + " --help)";
    print(command, json, new CliException(ExitCode.BAD_INPUT, problem + hint));
    UnmatchedArgumentException.printSuggestions(e, command.getErr());
    return ExitCode.BAD_INPUT.code();
  }

  static void print(CommandLine command, boolean json, CliException shown) {
    String message = Optional.ofNullable(shown.getMessage()).orElse("");
    command.getErr().println("suture: " + message);
    if (json) {
      ObjectNode object = new ObjectMapper().createObjectNode();
      object.put("status", shown.exitCode().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      object.put("message", message);
      command.getOut().println(Terminal.text(object));
    }
  }
}
