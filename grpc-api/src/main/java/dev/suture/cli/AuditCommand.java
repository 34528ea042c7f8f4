// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import dev.suture.attestation.audit.AuditReport;
import dev.suture.attestation.audit.Auditor;
import dev.suture.attestation.audit.Disclosure;
import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.bundle.ScenarioOpening;
import dev.suture.chain.ChainEndpoint;
import dev.suture.chain.Web3ChainView;
import dev.suture.prover.Prover;
import dev.suture.prover.Provers;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code suture audit}: re-checks a bundle on this machine, without any service; with a chain if
 * one is given.
 */
@Command(
    name = "audit",
    description = {
      "Check a bundle again, trusting nothing in it: offline, or against a chain.",
      "After the reveal the chain also gives the code, which is then checked against every"
          + " commitment."
    })
final class AuditCommand implements Callable<ExitCode> {
  @Parameters(paramLabel = "BUNDLE", description = "File written by attest.")
  private Path file = Path.of("");

  @Option(names = "--rpc", paramLabel = "URL", description = "JSON-RPC endpoint of the chain.")
  private Optional<URI> rpc = Optional.empty();

  @Option(
      names = "--opening",
      paramLabel = "FILE",
      description =
          "Opening of the private scenarios, from the owner: they are run again on the revealed"
              + " code.")
  private Optional<Path> opening = Optional.empty();

  @Option(
      names = "--new-code",
      paramLabel = "FILE",
      description = "New runtime bytecode, where no chain has revealed it.")
  private Optional<Path> newCode = Optional.empty();

  @Mixin private Terminal terminal = new Terminal();

  @Override
  public ExitCode call() {
    Bundle bundle = Bundle.fromBytes(LocalFile.readBytes("bundle", file));
    AuditReport report = audit(bundle, rpc, disclosure(opening, newCode));
    return AuditText.print(bundle, report, terminal);
  }

  static Disclosure disclosure(Optional<Path> opening, Optional<Path> newCode) {
    return new Disclosure(
        opening.map(path -> ScenarioOpening.fromBytes(LocalFile.readBytes("opening", path))),
        newCode.map(path -> CodeFile.read("new code", path)));
  }

  static AuditReport audit(Bundle bundle, Optional<URI> rpc, Disclosure disclosure) {
    try (Prover prover = Provers.jni()) {
      Auditor auditor = new Auditor(prover);
      if (rpc.isEmpty()) {
        return auditor.audit(bundle, Optional.empty(), disclosure);
      }
      try (ChainEndpoint chain = ChainEndpoint.open(rpc.get())) {
        return auditor.audit(bundle, Optional.of(new Web3ChainView(chain)), disclosure);
      }
    }
  }
}
