// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A JSON-RPC 2.0 client over HTTP. */
public final class JsonRpc implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI endpoint;

  /** A client of the node at {@code endpoint}. */
  public JsonRpc(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** Where the node is. */
  public URI endpoint() {
    return endpoint;
  }

  /** The result of a call; an {@link RpcException} if the node refuses it. */
  public JsonNode call(String method, Object... parameters) {
    ObjectNode request = JSON.createObjectNode();
    request.put("jsonrpc", "2.0").put("id", 1).put("method", method);
    ArrayNode list = request.putArray("params");
    for (Object parameter : parameters) {
      list.add(JSON.valueToTree(parameter));
    }
    JsonNode answer = post(request);
    if (answer.has("error")) {
      JsonNode error = answer.path("error");
      throw new RpcException(method + ": " + error.path("message").asText(), revertData(error));
    }
    return answer.path("result");
  }

  private JsonNode post(ObjectNode request) {
    try {
      HttpRequest post =
          HttpRequest.newBuilder(endpoint)
              .timeout(TIMEOUT)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)))
              .build();
      return JSON.readTree(http.send(post, HttpResponse.BodyHandlers.ofByteArray()).body());
    } catch (IOException e) {
      throw new RpcException("no answer from " + endpoint, "0x");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RpcException("interrupted while waiting for " + endpoint, "0x");
    }
  }

  private static String revertData(JsonNode error) {
    JsonNode data = error.path("data");
    return data.isTextual() && data.asText().startsWith("0x") ? data.asText() : "0x";
  }

  @Override
  public void close() {
    http.close();
  }
}
