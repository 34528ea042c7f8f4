// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import java.util.Optional;

/**
 * A connection and, where this command started one, the local service behind it; both end together.
 */
final class OpenService implements AutoCloseable {
  private final Service service;
  private final Optional<LocalService> local;

  private OpenService(Service service, Optional<LocalService> local) {
    this.service = service;
    this.local = local;
  }

  static OpenService at(String address, String token) {
    return new OpenService(Service.connect(address, token), Optional.empty());
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
