// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.chain.ChainException;
import dev.suture.chain.ChainException.Reason;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * JSON-RPC of a node with its debug methods. Follows no redirect, uses no proxy, logs nothing;
 * messages name the method only.
 */
final class DebugEndpoint implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final NodeAddress address;
  private final HttpClient http =
      HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).connectTimeout(LIMIT).build();

  DebugEndpoint(NodeAddress address) {
    this.address = address;
  }

  /** The result; null nodes are results too. */
  JsonNode call(String method, Object... parameters) {
    return send(method, parameters)
        .orElseThrow(
            () ->
                new ChainException(
                    Reason.TRANSACTION_FAILED, "the node refuses " + method + " for this input"));
  }

  /** The result, or nothing where the node refuses. */
  Optional<JsonNode> send(String method, Object... parameters) {
    JsonNode answer = exchange(method, parameters);
    return answer.has("result") ? Optional.of(answer.get("result")) : Optional.empty();
  }

  private JsonNode exchange(String method, Object... parameters) {
    ObjectNode request = MAPPER.createObjectNode().put("jsonrpc", "2.0").put("id", 1);
    request.put("method", method).set("params", MAPPER.valueToTree(List.of(parameters)));
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(address.uri())
                  .timeout(LIMIT)
                  .header("content-type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return MAPPER.readTree(response.body());
    } catch (IOException e) {
      // Without the cause: its text may hold what was sent.
      throw new ChainException(Reason.UNREACHABLE, "the node did not answer " + method);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChainException(Reason.UNREACHABLE, "interrupted");
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
