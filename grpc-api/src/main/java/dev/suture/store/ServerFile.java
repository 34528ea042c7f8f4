// SPDX-License-Identifier: Apache-2.0
package dev.suture.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code server.json}: where the running server and its database are found.
 *
 * @param port of the gRPC service on 127.0.0.1
 * @param pid of the server
 * @param token callers show it as {@code authorization: Bearer TOKEN}, because every user of the
 *     machine reaches the port
 * @param database JDBC URL, with its password
 */
public record ServerFile(int port, long pid, String token, String database) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads the file; empty where there is none. */
  public static Optional<ServerFile> read(Home home) {
    return readJson(home.serverFile())
        .map(
            json ->
                new ServerFile(
                    json.path("port").asInt(),
                    json.path("pid").asLong(),
                    json.path("token").asText(),
                    json.path("database").asText()));
  }

  /** Replaces the file, mode 0600. */
  public void write(Home home) {
    ObjectNode json = JSON.createObjectNode();
    json.put("port", port).put("pid", pid).put("token", token).put("database", database);
    writeJson(home.serverFile(), json);
  }

  static Optional<JsonNode> readJson(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void writeJson(Path file, JsonNode json) {
    PrivateFile.write(file, json.toPrettyString().getBytes(StandardCharsets.UTF_8));
  }

  /** Leaves out token and password. */
  @Override
  public String toString() {
    return "ServerFile[port=%d, pid=%d]".formatted(port, pid);
  }
}
