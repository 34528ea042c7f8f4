// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.guard.GuardFile;
import dev.suture.attestation.guard.GuardWriter;
import dev.suture.attestation.guard.GuardedCode;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.prover.CodeCheck;
import dev.suture.prover.CodeInput;
import dev.suture.prover.CodeParameters;
import dev.suture.prover.OldCodeAnalysis;
import dev.suture.prover.Prover;
import dev.suture.prover.Provers;
import dev.suture.prover.Shape;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code suture guard OLD --guards FILE --out NEW}: writes a guard-only patch and checks it with
 * the prover's own search, offline.
 */
@Command(
    name = "guard",
    description = {
      "Write a guard-only patch of deployed code, offline, and check that it can be proven.",
      "FILE lists guards in YAML. Each has a place, 'before: PC' or 'selector: 0x…' or 'selector:"
          + " \"f(uint256)\"', and one guard: 'checked: ADD|SUB|MUL', 'revertIfArgumentAbove:"
          + " {argument: I, cap: N}', 'requireSlot: {slot: N, equals: N}' or 'revertAlways: true'."
    })
final class GuardCommand implements Callable<ExitCode> {
  @Parameters(
      paramLabel = "OLD",
      description = "Old runtime bytecode: hexadecimal, or a compiler's JSON.")
  private Path old = Path.of("");

  @Option(
      names = "--guards",
      required = true,
      paramLabel = "FILE",
      description = "Guard list (YAML). Secret.")
  private Path guards = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "NEW",
      description = "Where the new code is written. Secret.")
  private Path out = Path.of("");

  @Mixin private Terminal terminal = new Terminal();

  @Override
  public ExitCode call() {
    byte[] oldCode = CodeFile.read("old code", old).bytes();
    GuardFile file = GuardFile.fromYaml(LocalFile.readText("guards", guards));
    GuardedCode written = GuardWriter.write(oldCode, file);
    CodeCheck check = check(oldCode, written);
    CodeFile.writeSecret(out, RuntimeCode.of("new code", written.code()));
    report(oldCode, written, check);
    return check.accepted() ? ExitCode.OK : ExitCode.REJECTED;
  }

  private static CodeCheck check(byte[] oldCode, GuardedCode written) {
    byte[] newCode = written.code();
    try (Prover prover = Provers.jni()) {
      OldCodeAnalysis analysis = prover.analyzeOldCode(oldCode);
      if (!analysis.eligible()) {
        return new CodeCheck(false, analysis.reasons());
      }
      Shape shape =
          prover.shapes(Shape.CODE).stream()
              .filter(candidate -> candidate.codeCapacityBytes() >= newCode.length)
              .min(Comparator.comparing(Shape::codeCapacityBytes))
              .orElseThrow();
      boolean metadata = analysis.metadataLength() > 0;
      CodeParameters parameters =
          new CodeParameters(
              shape.codeCapacityBytes(), new byte[32], metadata, true, written.declaredSlots());
      return prover.check(new CodeInput(shape.name(), oldCode, newCode, parameters));
    }
  }

  private void report(byte[] oldCode, GuardedCode written, CodeCheck check) {
    List<String> slots =
        written.declaredSlots().stream()
            .map(slot -> "0x" + HexFormat.of().formatHex(slot))
            .toList();
    if (terminal.json()) {
      ObjectNode result = terminal.object();
      result.put("status", check.accepted() ? "accepted" : "rejected");
      result.put("out", out.toString()).put("oldBytes", oldCode.length);
      result.put("newBytes", written.code().length).put("windows", written.windows().size());
      ArrayNode declared = result.putArray("declaredSlots");
      slots.forEach(declared::add);
      result.put("guardOnly", check.accepted());
      ArrayNode reasons = result.putArray("reasons");
      check.reasons().forEach(reasons::add);
      terminal.print(result);
      return;
    }
    terminal.say(
        "wrote %s: %d bytes (old code: %d), %d window(s); keep it secret"
            .formatted(out, written.code().length, oldCode.length, written.windows().size()));
    slots.forEach(slot -> terminal.say("declare in the properties: slot " + slot));
    terminal.say(
        check.accepted() ? "code.guardOnly: holds" : "code.guardOnly: cannot be proven here");
    check.reasons().forEach(reason -> terminal.say("  " + reason));
  }
}
