// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import dev.suture.store.Home;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which service a command talks to: one that is named, or a local one that is started for it. */
final class ServiceOptions {
  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      description =
          "A running service; else $SUTURE_SERVER; else a local one is started for this command.")
  private Optional<String> server = Optional.empty();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "The token of that service; else the file $SUTURE_TOKEN_FILE.")
  private Optional<Path> tokenFile = Optional.empty();

  /** Opens the service; {@code progress} shows the start of a local one. */
  OpenService open(ProgressLine progress) {
    Optional<String> address =
        server
            .or(() -> Optional.ofNullable(System.getenv("SUTURE_SERVER")))
            .filter(s -> !s.isBlank());
    return address.isPresent()
        ? OpenService.at(address.get(), token())
        : OpenService.local(LocalService.start(Home.ofEnvironment(), Map.of(), progress));
  }

  private String token() {
    return tokenFile
        .or(() -> Optional.ofNullable(System.getenv("SUTURE_TOKEN_FILE")).map(Path::of))
        .map(file -> LocalFile.readText("--token-file", file).strip())
        .orElse("");
  }
}
