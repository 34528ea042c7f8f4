// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli.demo;

import dev.suture.cli.ExitCode;
import dev.suture.cli.LocalFile;
import dev.suture.cli.LocalService;
import dev.suture.cli.ProgressLine;
import dev.suture.cli.Service;
import dev.suture.cli.rpc.JsonRpc;
import dev.suture.store.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code suture demo}: the main job from end to end on a local chain, with nothing mocked. */
@Command(
    name = "demo",
    description = {
      "Show the whole way of a secret patch on a local chain: hole, exploit, patch, proof,"
          + " approval, reveal, audit.",
      "Nothing leaves this machine. Takes about a minute; the first time a few more, to make the"
          + " proving key."
    })
public final class DemoCommand implements Callable<ExitCode> {
  /** The folder of module verifier-contracts, which has anvil; the launcher sets it. */
  private static final String CONTRACTS = "suture.contracts";

  /**
   * Private key of anvil's first account; known to everybody, and worth nothing on any other chain.
   */
  private static final String ANVIL_KEY =
      "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public ExitCode call() {
    Home home = Home.ofEnvironment();
    Path folder = home.folder().resolve("demo");
    Path contracts = Path.of(System.getProperty(CONTRACTS, "verifier-contracts"));
    PrintWriter out = spec.commandLine().getOut();
    boolean terminal = Boolean.getBoolean("suture.terminal");
    Map<String, String> environment =
        Map.of("SUTURE_PROPOSER_KEY_FILE", proposerKey(folder).toString());
    Narrator narrator = new Narrator(out);
    narrator.plain(
        "suture demo: a secret patch, from the hole to the chain. Nothing leaves this machine.");
    try (AnvilProcess anvil = AnvilProcess.start(contracts, folder.resolve("anvil.log"));
        JsonRpc rpc = new JsonRpc(anvil.endpoint());
        ProgressLine starting = new ProgressLine(spec.commandLine().getErr(), terminal);
        LocalService local = LocalService.start(home, environment, starting);
        Service service = Service.connect(local.address(), local.token())) {
      starting.clear();
      Bench bench = new Bench(service, spec.commandLine().getErr(), terminal);
      new Demo(narrator, rpc, bench, folder).run();
      return ExitCode.OK;
    }
  }

  private static Path proposerKey(Path folder) {
    Path file = folder.resolve("proposer.key");
    try {
      Files.createDirectories(folder);
      LocalFile.writeForOwner(file, ANVIL_KEY.getBytes(StandardCharsets.US_ASCII));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
