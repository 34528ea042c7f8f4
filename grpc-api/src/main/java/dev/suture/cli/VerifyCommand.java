// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import dev.suture.v1.AuditCheck;
import dev.suture.v1.VerifyRequest;
import dev.suture.v1.VerifyResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code suture verify BUNDLE}: lets the service check a bundle; {@code audit} does it without one.
 */
@Command(
    name = "verify",
    description = "Let the service check a bundle (audit does the same without a service).")
final class VerifyCommand implements Callable<ExitCode> {
  @Parameters(paramLabel = "BUNDLE", description = "File written by attest.")
  private Path file = Path.of("");

  @Option(
      names = "--rpc",
      paramLabel = "URL",
      description = "JSON-RPC endpoint, as the service reaches it.")
  private Optional<String> rpc = Optional.empty();

  @Option(
      names = "--opening",
      paramLabel = "FILE",
      description = "Opening of the private scenarios, from the owner. The service sees it.")
  private Optional<Path> opening = Optional.empty();

  @Option(
      names = "--new-code",
      paramLabel = "FILE",
      description = "New runtime bytecode, where no chain has revealed it. The service sees it.")
  private Optional<Path> newCode = Optional.empty();

  @Mixin private ServiceOptions service = new ServiceOptions();
  @Mixin private Terminal terminal = new Terminal();

  @Override
  public ExitCode call() {
    VerifyRequest.Builder request = VerifyRequest.newBuilder();
    request.setBundle(ByteString.copyFrom(LocalFile.readBytes("bundle", file)));
    rpc.ifPresent(request::setRpcUrl);
    opening.ifPresent(
        path ->
            request.setScenarioOpening(ByteString.copyFrom(LocalFile.readBytes("opening", path))));
    newCode.ifPresent(
        path -> request.setNewCode(ByteString.copyFrom(CodeFile.read("new code", path).bytes())));
    try (ProgressLine progress = terminal.progress();
        OpenService open = service.open(progress)) {
      VerifyRequest whole = request.build();
      VerifyResponse answer = open.service().retrying(api -> api.verify(whole));
      progress.clear();
      report(answer);
      return switch (answer.getVerdict()) {
        case VERDICT_ACCEPTED -> ExitCode.OK;
        case VERDICT_REJECTED -> ExitCode.REJECTED;
        default -> ExitCode.INCONCLUSIVE;
      };
    }
  }

  private void report(VerifyResponse answer) {
    String verdict = lower(answer.getVerdict().name(), "VERDICT_");
    if (terminal.json()) {
      ObjectNode result = terminal.object();
      result.put("status", verdict);
      ArrayNode checks = result.putArray("checks");
      for (AuditCheck check : answer.getChecksList()) {
        checks
            .addObject()
            .put("name", check.getName())
            .put("outcome", lower(check.getOutcome().name(), "OUTCOME_"))
            .put("detail", check.getDetail());
      }
      terminal.print(result);
      return;
    }
    for (AuditCheck check : answer.getChecksList()) {
      String outcome = check.getOutcome().name().replace("OUTCOME_", "");
      terminal.say(
          "%-7s %-28s %s".formatted(outcome, check.getName(), check.getDetail()).stripTrailing());
    }
    terminal.say("");
    terminal.say("verdict: " + verdict);
  }

  private static String lower(String name, String prefix) {
    return name.replace(prefix, "").toLowerCase(Locale.ROOT);
  }
}
