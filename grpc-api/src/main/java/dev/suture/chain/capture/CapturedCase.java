// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.attestation.statement.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * What was captured; secret.
 *
 * @param target the account whose code is to be replaced
 * @param oldCode its code
 * @param env the block of all runs
 * @param pre accounts before the first transaction
 * @param transactions in order
 * @param statuses how they ended on the chain; empty for calls
 * @param wholeState whether pre is everything there is, not only what the transactions touch
 */
public record CapturedCase(
    Address target,
    RuntimeCode oldCode,
    JsonNode env,
    JsonNode pre,
    List<CapturedTransaction> transactions,
    List<Boolean> statuses,
    boolean wholeState) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public CapturedCase {
    transactions = List.copyOf(transactions);
    statuses = List.copyOf(statuses);
  }

  /** A case.json with the transactions as its exploit, and these conditions of harm. */
  public byte[] caseJson(String name, List<JsonNode> harm) {
    return caseJson(name, harm, Map.of());
  }

  /**
   * The same with benign use, by its label, that was captured from the same state.
   *
   * @throws IllegalArgumentException where that state is another
   */
  public byte[] caseJson(String name, List<JsonNode> harm, Map<String, CapturedCase> benign) {
    ObjectNode json = head(name);
    write(json.putArray("exploit"));
    ArrayNode scenarios = json.putArray("benign");
    ArrayNode labels = json.putArray("benignLabels");
    benign.forEach(
        (label, use) -> {
          if (!use.pre.equals(pre) || !use.env.equals(env)) {
            throw new IllegalArgumentException("captured from different states");
          }
          use.write(scenarios.addArray());
          labels.add(label);
        });
    json.putArray("exploitSucceeded").addAll(harm);
    return bytes(json);
  }

  /** A case.json with the transactions as benign use: what they do is looked at, not judged. */
  public byte[] replayJson() {
    ObjectNode json = head("replay");
    json.putArray("exploit");
    write(json.putArray("benign").addArray());
    json.putArray("benignLabels").add("captured");
    json.putArray("exploitSucceeded");
    return bytes(json);
  }

  private ObjectNode head(String name) {
    ObjectNode json = MAPPER.createObjectNode().put("name", name).put("hardfork", "osaka");
    json.put("target", target.toString()).set("env", env);
    json.set("pre", pre);
    return json;
  }

  private void write(ArrayNode list) {
    transactions.forEach(transaction -> transaction.write(list.addObject()));
  }

  private static byte[] bytes(ObjectNode json) {
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Shows nothing of it. */
  @Override
  public String toString() {
    return "CapturedCase[" + transactions.size() + " transactions]";
  }
}
