// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import java.util.List;

/**
 * A patch that is on chain and proven.
 *
 * @param patchId 32 bytes
 * @param transactions those that this account sent, in order
 */
public record Publication(byte[] patchId, List<SentTransaction> transactions) {
  public Publication {
    patchId = patchId.clone();
    transactions = List.copyOf(transactions);
  }
}
