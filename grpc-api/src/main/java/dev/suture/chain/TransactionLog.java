// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;

/**
 * Durable record of what was signed, written before anything is sent. All entries of one key have
 * one nonce, so that at most one of them can happen.
 */
public interface TransactionLog {
  /** Everything signed under a key, oldest first; empty if nothing was. */
  List<SignedTransaction> attempts(TransactionKey key);

  /**
   * Returns the first entry of the key; if there is none, takes the next nonce, signs and records.
   * Atomic, and exclusive for (key.chain, sender).
   *
   * @param pendingNonce the account's next nonce as the chain sees it; the nonce taken is this, or
   *     one more than the highest recorded for (key.chain, sender) where that is more
   * @param sign signs with the nonce it is given
   */
  SignedTransaction first(
      TransactionKey key,
      String sender,
      BigInteger pendingNonce,
      Function<BigInteger, SignedTransaction> sign);

  /** Records another entry of a key: the same nonce with a higher fee. */
  void add(TransactionKey key, SignedTransaction another);
}
