// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.statement.Address;
import dev.suture.chain.capture.CapturedCase;
import dev.suture.chain.capture.CapturedTransaction;
import dev.suture.chain.capture.NodeAddress;
import dev.suture.chain.capture.ScenarioCapture;
import dev.suture.prover.Prover;
import dev.suture.prover.Provers;
import dev.suture.prover.RunOutcome;
import dev.suture.prover.ScenarioInput;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code suture scenario capture}: writes the exploit of a local node as a case. */
@Command(
    name = "capture",
    description = {
      "Capture an exploit from a node into a case folder, and replay it on the old code.",
      "The node must offer debug_traceTransaction and debug_traceCall with prestateTracer, as anvil"
          + " does, and must be on this machine: it sees what the exploit touches. @FILE stands"
          + " for arguments in a file, which keeps them out of the process list."
    })
final class ScenarioCaptureCommand implements Callable<ExitCode> {
  @Option(names = "--rpc", required = true, paramLabel = "URL", description = "The local node.")
  private URI rpc = URI.create("");

  @Option(
      names = "--allow-remote",
      description = "Take a node elsewhere: for scenarios that are public.")
  private boolean allowRemote;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "ADDRESS",
      description = "Account whose code is to be replaced; of a proxy, its implementation.")
  private String target = "";

  @Option(
      names = "--tx",
      paramLabel = "HASH",
      description = "A mined transaction; in order, as often as needed.")
  private List<String> hashes = new ArrayList<>();

  @Option(
      names = "--call",
      paramLabel = "FROM:TO:DATA[:WEI]",
      description = "A call on the latest state that was never sent; in order. Secret.")
  private List<String> calls = new ArrayList<>();

  @Option(
      names = "--harm",
      paramLabel = "JSON",
      description =
          "A condition that holds after the exploit on old code, as in exploitSucceeded of"
              + " case.json, for example"
              + " '{\"address\":\"0x…\",\"field\":\"balance\",\"op\":\">\",\"value\":\"0x…\"}'.")
  private List<String> harm = new ArrayList<>();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "CASE",
      description = "Folder to write, for its owner only. Secret.")
  private Path out = Path.of("");

  @Mixin private Terminal terminal = new Terminal();

  @Override
  public ExitCode call() {
    NodeAddress node = NodeAddress.of(rpc, allowRemote);
    List<JsonNode> conditions = harm.stream().map(ScenarioCaptureCommand::condition).toList();
    if (Files.exists(out.resolve("case.json"))) {
      throw new MalformedInputException("--out", "has a case.json already: name another folder");
    }
    CapturedCase captured = capture(node, Address.fromHex("--target", target));
    byte[] json = captured.caseJson(name(), conditions);
    Optional<String> problem;
    try (Prover prover = Provers.jni()) {
      problem = CaptureReplay.problem(prover, captured);
      if (!conditions.isEmpty() && problem.isEmpty()) {
        problem = harmless(prover, captured, json);
      }
    }
    write(captured, json);
    report(captured, problem);
    return problem.isEmpty() ? ExitCode.OK : ExitCode.INCONCLUSIVE;
  }

  private CapturedCase capture(NodeAddress node, Address account) {
    if (hashes.isEmpty() == calls.isEmpty()) {
      throw new MalformedInputException("--tx", "or --call is needed, and not both");
    }
    try (ScenarioCapture capture = new ScenarioCapture(node)) {
      return hashes.isEmpty()
          ? capture.calls(account, calls.stream().map(CapturedTransaction::fromText).toList())
          : capture.transactions(account, hashes);
    }
  }

  private static JsonNode condition(String text) {
    try {
      JsonNode condition =
          new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(text);
      if (condition.isObject()) {
        return condition;
      }
    } catch (JsonProcessingException e) {
      // said below, without the text
    }
    throw new MalformedInputException("--harm", "is not a JSON object");
  }

  private static Optional<String> harmless(Prover prover, CapturedCase captured, byte[] json) {
    byte[] old = captured.oldCode().bytes();
    RunOutcome run = prover.runScenarios(new ScenarioInput(json, old, old)).getFirst().onOld();
    return run.harm()
        ? Optional.empty()
        : Optional.of("the conditions of --harm do not hold after the run on old code");
  }

  private String name() {
    return Optional.ofNullable(out.toAbsolutePath().normalize().getFileName())
        .map(Path::toString)
        .orElse("captured");
  }

  private void write(CapturedCase captured, byte[] json) {
    try {
      Files.createDirectories(
          out, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new MalformedInputException("--out", out + " cannot be made");
    }
    CodeFile.writeSecret(out.resolve("old.runtime.hex"), captured.oldCode());
    LocalFile.writeForOwner(out.resolve("case.json"), json);
  }

  private void report(CapturedCase captured, Optional<String> problem) {
    if (terminal.json()) {
      ObjectNode result = terminal.object();
      result.put("status", problem.isEmpty() ? "captured" : "inconclusive");
      problem.ifPresent(text -> result.put("problem", text));
      result.put("out", out.toString()).put("transactions", captured.transactions().size());
      result.put("accounts", captured.pre().size()).put("wholeState", captured.wholeState());
      terminal.print(result.put("oldBytes", captured.oldCode().sizeBytes()));
      return;
    }
    terminal.say(
        "wrote %s: %d transaction(s), %d account(s), old code of %,d bytes; keep it secret"
            .formatted(
                out,
                captured.transactions().size(),
                captured.pre().size(),
                captured.oldCode().sizeBytes()));
    terminal.say(
        captured.wholeState()
            ? "state: everything the node holds"
            : "state: only what these transactions touch; new code that reads other slots sees"
                + " zero there");
    terminal.say(
        problem
            .map(text -> "inconclusive: " + text)
            .orElse("replayed on old code: as on the node"));
    if (harm.isEmpty()) {
      terminal.say("next: say in exploitSucceeded of case.json what the harm is");
    }
    terminal.say("next: put the new code beside it as new.runtime.hex; suture scenario run " + out);
  }
}
