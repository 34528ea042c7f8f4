// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/**
 * How a transaction ended.
 *
 * @param success its status
 * @param returnData what it returned, or reverted with
 */
public record TransactionOutcome(boolean success, byte[] returnData) {
  public TransactionOutcome {
    returnData = returnData.clone();
  }

  /** Shows the status and a length only. */
  @Override
  public String toString() {
    return "TransactionOutcome[success=%s, returnData=%d bytes]"
        .formatted(success, returnData.length);
  }
}
