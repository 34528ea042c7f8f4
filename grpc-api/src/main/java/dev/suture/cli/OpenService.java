// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import dev.suture.attestation.MalformedInputException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A connection and, where this command started one, the local service behind it; both end together.
 */
final class OpenService implements AutoCloseable {
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("([\\w.-]+|\\[[0-9A-Fa-f:.]+]):\\d{1,5}");

  private final Service service;
  private final Optional<LocalService> local;

  private OpenService(Service service, Optional<LocalService> local) {
    this.service = service;
    this.local = local;
  }

  /** A service that was named; refused if it does not answer. */
  static OpenService at(String address, String token) {
    if (!HOST_AND_PORT.matcher(address).matches()) {
      throw new MalformedInputException("--server", "expected HOST:PORT, got \"" + address + "\"");
    }
    Service service = Service.connect(address, token);
    if (!service.answers()) {
      service.close();
      throw new CliException(
          ExitCode.INCONCLUSIVE, "no service answers at " + address + ": is one running there?");
    }
    return new OpenService(service, Optional.empty());
  }

  static OpenService local(LocalService local) {
    return new OpenService(Service.connect(local.address(), local.token()), Optional.of(local));
  }

  Service service() {
    return service;
  }

  @Override
  public void close() {
    service.close();
    local.ifPresent(LocalService::close);
  }
}
