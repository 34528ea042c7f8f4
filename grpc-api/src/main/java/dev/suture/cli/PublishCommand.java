// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.longrunning.Operation;
import dev.suture.attestation.patch.Hex;
import dev.suture.v1.Chain;
import dev.suture.v1.PublishRequest;
import dev.suture.v1.PublishResult;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code suture publish NAME --rpc URL}: commits and proves a patch on the chain. */
@Command(
    name = "publish",
    description =
        "Commit an attested patch to its registry and prove it there. Nothing secret is sent.")
final class PublishCommand implements Callable<ExitCode> {
  @Parameters(paramLabel = "NAME", description = "operations/UUID of a done attestation")
  private String name = "";

  @Option(
      names = "--rpc",
      required = true,
      paramLabel = "URL",
      description = "JSON-RPC endpoint of your own.")
  private String rpc = "";

  @Mixin private ServiceOptions service = new ServiceOptions();
  @Mixin private Terminal terminal = new Terminal();

  @Override
  public ExitCode call() {
    PublishRequest request =
        PublishRequest.newBuilder()
            .setAttestation(name)
            .setChain(Chain.newBuilder().setRpcUrl(rpc))
            .build();
    try (ProgressLine progress = terminal.progress();
        OpenService open = service.open(progress)) {
      Operation started = open.service().retrying(api -> api.publish(request));
      Operation done = open.service().await(started.getName(), progress);
      progress.clear();
      report(Service.response(done, PublishResult.class));
      return ExitCode.OK;
    }
  }

  private void report(PublishResult result) {
    String patchId = Hex.encode(result.getPatchId().toByteArray());
    if (terminal.json()) {
      ObjectNode object = terminal.object();
      object.put("status", "published").put("patchId", patchId);
      TransactionsText.write(result.getTransactionsList(), object);
      terminal.print(object);
      return;
    }
    terminal.say("published: patch id " + patchId);
    TransactionsText.print(result.getTransactionsList(), terminal);
  }
}
