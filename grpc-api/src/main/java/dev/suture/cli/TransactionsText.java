// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.patch.Hex;
import dev.suture.v1.Transaction;
import java.util.List;
import java.util.Locale;

/** Sent transactions, as lines or as objects. */
final class TransactionsText {
  private TransactionsText() {}

  static void print(List<Transaction> transactions, Terminal terminal) {
    for (Transaction tx : transactions) {
      terminal.say(
          String.format(
              Locale.ROOT,
              "%-8s %s  block %d  %,d gas",
              tx.getStep(),
              Hex.encode(tx.getHash().toByteArray()),
              tx.getBlock(),
              tx.getGasUsed()));
    }
  }

  static void write(List<Transaction> transactions, ObjectNode result) {
    ArrayNode list = result.putArray("transactions");
    for (Transaction tx : transactions) {
      ObjectNode node = list.addObject();
      node.put("step", tx.getStep()).put("hash", Hex.encode(tx.getHash().toByteArray()));
      node.put("block", tx.getBlock()).put("gas", tx.getGasUsed());
    }
  }
}
