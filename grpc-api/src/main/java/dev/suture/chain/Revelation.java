// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import dev.suture.attestation.statement.Address;
import java.util.List;

/**
 * A patch that is live.
 *
 * @param patchId 32 bytes
 * @param transactions those that this account sent, in order; the last one is the reveal
 * @param implementation where the new code is
 */
public record Revelation(
    byte[] patchId, List<SentTransaction> transactions, Address implementation) {
  public Revelation {
    patchId = patchId.clone();
    transactions = List.copyOf(transactions);
  }
}
