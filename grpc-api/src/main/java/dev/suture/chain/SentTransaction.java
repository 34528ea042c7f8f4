// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import dev.suture.attestation.patch.Hex;

/**
 * A transaction that is on chain.
 *
 * @param step as in {@link TransactionKey}
 * @param hash 32 bytes
 * @param blockNumber where it is
 * @param gasUsed by the whole transaction
 */
public record SentTransaction(String step, byte[] hash, long blockNumber, long gasUsed) {
  public SentTransaction {
    hash = hash.clone();
  }

  @Override
  public String toString() {
    return "%s %s in block %d, %d gas".formatted(step, Hex.encode(hash), blockNumber, gasUsed);
  }
}
