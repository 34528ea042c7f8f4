// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.longrunning.Operation;
import com.google.protobuf.ByteString;
import dev.suture.attestation.patch.Hex;
import dev.suture.v1.Chain;
import dev.suture.v1.RevealRequest;
import dev.suture.v1.RevealResult;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code suture reveal NAME --rpc URL}: publishes the code and upgrades, in one transaction. */
@Command(
    name = "reveal",
    description = {
      "Reveal an armed patch: one transaction publishes the code, checks it, deploys it and"
          + " upgrades.",
      "On a chain with a public mempool pause the target first: whoever sees the transaction sees"
          + " the patch."
    })
final class RevealCommand implements Callable<ExitCode> {
  private static final int SLOT_BYTES = 32;

  @Parameters(paramLabel = "NAME", description = "operations/UUID of a published attestation")
  private String name = "";

  @Option(
      names = "--rpc",
      required = true,
      paramLabel = "URL",
      description = "JSON-RPC endpoint of your own.")
  private String rpc = "";

  @Option(
      names = "--seal-slot",
      paramLabel = "HEX",
      description = "Slots to seal, as the executor has them for the target; else its default.")
  private List<String> sealSlots = List.of();

  @Mixin private ServiceOptions service = new ServiceOptions();
  @Mixin private Terminal terminal = new Terminal();

  @Override
  public ExitCode call() {
    RevealRequest.Builder request =
        RevealRequest.newBuilder().setAttestation(name).setChain(Chain.newBuilder().setRpcUrl(rpc));
    for (String slot : sealSlots) {
      request.addSealSlots(ByteString.copyFrom(Hex.decode("--seal-slot", slot, SLOT_BYTES)));
    }
    try (ProgressLine progress = terminal.progress();
        OpenService open = service.open(progress)) {
      RevealRequest whole = request.build();
      Operation started = open.service().retrying(api -> api.reveal(whole));
      Operation done = open.service().await(started.getName(), progress);
      progress.clear();
      report(Service.response(done, RevealResult.class));
      return ExitCode.OK;
    }
  }

  private void report(RevealResult result) {
    String implementation = Hex.encode(result.getImplementation().toByteArray());
    if (terminal.json()) {
      ObjectNode object = terminal.object();
      object.put("status", "revealed").put("implementation", implementation);
      object.put("patchId", Hex.encode(result.getPatchId().toByteArray()));
      TransactionsText.write(result.getTransactionsList(), object);
      terminal.print(object);
      return;
    }
    terminal.say("revealed: new implementation " + implementation);
    TransactionsText.print(result.getTransactionsList(), terminal);
  }
}
