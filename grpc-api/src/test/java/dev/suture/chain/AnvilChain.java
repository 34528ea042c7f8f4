// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.statement.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A chain of one's own: anvil from npm, on a free port, with ten funded and unlocked accounts. */
public final class AnvilChain implements AutoCloseable {
  /** Key of {@link #account}(0). */
  public static final String FIRST_KEY =
      "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

  /** Id of the chain. */
  public static final long CHAIN_ID = 31_337;

  private static final Pattern LISTENING = Pattern.compile("Listening on 127\\.0\\.0\\.1:(\\d+)");
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final URI uri;

  private AnvilChain(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /** Starts a chain that mines a block for each transaction. */
  public static AnvilChain start() {
    try {
      Path log = Files.createTempFile("anvil-", ".log");
      Process process =
          new ProcessBuilder(binary().toString(), "--port", "0", "--hardfork", "osaka")
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
      return new AnvilChain(process, awaitListening(process, log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path binary() throws IOException {
    Path contracts = Path.of(System.getProperty("suture.contracts", "../verifier-contracts"));
    try (Stream<Path> folders = Files.list(contracts.resolve("node_modules/@foundry-rs"))) {
      return folders
          .map(folder -> folder.resolve("bin").resolve("anvil"))
          .filter(Files::isExecutable)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no anvil: npm ci in verifier-contracts"));
    }
  }

  private static URI awaitListening(Process process, Path log) throws IOException {
    Instant limit = Instant.now().plus(START_LIMIT);
    while (process.isAlive() && Instant.now().isBefore(limit)) {
      Matcher listening = LISTENING.matcher(Files.readString(log));
      if (listening.find()) {
        Files.delete(log);
        return URI.create("http://127.0.0.1:" + listening.group(1));
      }
      Thread.onSpinWait();
    }
    process.destroy();
    throw new IllegalStateException("anvil did not start: " + Files.readString(log));
  }

  /** Where it listens. */
  public URI uri() {
    return uri;
  }

  /** One of the unlocked accounts. */
  public Address account(int index) {
    return Address.fromHex("account", rpc("eth_accounts").get(index).asText());
  }

  /** Sends a transaction from an unlocked account and returns its receipt; throws if it fails. */
  public JsonNode send(Address from, Address to, byte[] data) {
    return receipt(Map.of("from", from.toString(), "to", to.toString(), "data", Hex.encode(data)));
  }

  /** Deploys init code and returns the contract's address. */
  public Address deploy(Address from, byte[] initCode) {
    JsonNode receipt = receipt(Map.of("from", from.toString(), "data", Hex.encode(initCode)));
    return Address.fromHex("contract", receipt.path("contractAddress").asText());
  }

  private JsonNode receipt(Map<String, String> transaction) {
    String hash = rpc("eth_sendTransaction", transaction).asText();
    JsonNode receipt = rpc("eth_getTransactionReceipt", hash);
    while (receipt.isNull()) { // the block is mined in the background
      receipt = rpc("eth_getTransactionReceipt", hash);
    }
    if (!receipt.path("status").asText().equals("0x1")) {
      throw new IllegalStateException("transaction " + hash + " failed");
    }
    return receipt;
  }

  /** Unix seconds of the latest block. */
  public long now() {
    return Long.decode(rpc("eth_getBlockByNumber", "latest", false).path("timestamp").asText());
  }

  /** Lets time pass. */
  public void sleep(Duration time) {
    rpc("evm_increaseTime", time.toSeconds());
    rpc("evm_mine");
  }

  /** Transactions of an account that are in blocks. */
  public long nonce(Address account) {
    return Long.decode(rpc("eth_getTransactionCount", account.toString(), "latest").asText());
  }

  /** Any call; throws what the chain answers if it is an error. */
  public JsonNode rpc(String method, Object... parameters) {
    ObjectNode request = MAPPER.createObjectNode();
    ArrayNode list = MAPPER.valueToTree(new ArrayList<>(List.of(parameters)));
    request.put("jsonrpc", "2.0").put("id", 1).put("method", method).set("params", list);
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(uri)
                  .header("content-type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      JsonNode answer = MAPPER.readTree(response.body());
      if (answer.has("error")) {
        throw new IllegalStateException(method + ": " + answer.path("error"));
      }
      return answer.path("result");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    http.close();
  }
}
