// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import dev.suture.attestation.MalformedInputException;
import java.util.Optional;

/**
 * How a server is started.
 *
 * @param port on 127.0.0.1; 0 for a free one
 * @param database JDBC URL; absent for the embedded PostgreSQL
 */
record ServerOptions(int port, Optional<String> database) {
  private static final int MAX_PORT = 65_535;

  /**
   * {@code [--port N] [--database JDBC_URL]}, else {@code SUTURE_PORT} and {@code
   * SUTURE_DATABASE_URL}.
   */
  static ServerOptions parse(String... arguments) {
    Optional<String> port = environment("SUTURE_PORT");
    Optional<String> database = environment("SUTURE_DATABASE_URL");
    for (int i = 0; i < arguments.length; i += 2) {
      Optional<String> value =
          i + 1 < arguments.length ? Optional.of(arguments[i + 1]) : Optional.empty();
      switch (arguments[i]) {
        case "--port" -> port = Optional.of(required("--port", value));
        case "--database" -> database = Optional.of(required("--database", value));
        default ->
            throw new MalformedInputException(
                arguments[i], "unknown option; known are --port N and --database JDBC_URL");
      }
    }
    return new ServerOptions(port.map(ServerOptions::port).orElse(0), database);
  }

  private static String required(String option, Optional<String> value) {
    return value.orElseThrow(() -> new MalformedInputException(option, "needs a value"));
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= MAX_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new MalformedInputException("port", "is not a number");
    }
    throw new MalformedInputException("port", "is not in 0 to " + MAX_PORT);
  }

  private static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(text -> !text.isBlank());
  }

  /** Leaves the database out: its URL holds a password. */
  @Override
  public String toString() {
    return "ServerOptions[port=" + port + "]";
  }
}
