// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import java.math.BigInteger;
import java.util.Optional;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.transaction.type.Transaction1559;

/**
 * What a transaction offers per gas, in wei (EIP-1559).
 *
 * @param tip for the block's producer
 * @param max base fee and tip together
 */
record Fee(BigInteger tip, BigInteger max) {
  private static final BigInteger MIN_TIP = BigInteger.valueOf(1_000_000_000);

  /** Enough for a base fee that doubles. */
  static Fee now(ChainEndpoint endpoint) {
    BigInteger base =
        Optional.ofNullable(endpoint.latestBlock().getBaseFeePerGas()).orElse(BigInteger.ZERO);
    BigInteger tip = endpoint.priorityFee().max(MIN_TIP);
    return new Fee(tip, base.shiftLeft(1).add(tip));
  }

  /** What a signed transaction offers. */
  static Fee of(RawTransaction signed) {
    Transaction1559 transaction = (Transaction1559) signed.getTransaction();
    return new Fee(transaction.getMaxPriorityFeePerGas(), transaction.getMaxFeePerGas());
  }

  /** A quarter more: pools ask for an eighth to replace a transaction. */
  Fee raised() {
    return new Fee(raised(tip), raised(max));
  }

  private static BigInteger raised(BigInteger value) {
    return value.add(value.shiftRight(2)).add(BigInteger.ONE);
  }

  Fee atLeast(Fee other) {
    return new Fee(tip.max(other.tip), max.max(other.max));
  }
}
