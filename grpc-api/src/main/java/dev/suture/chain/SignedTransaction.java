// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import dev.suture.attestation.patch.Hex;
import java.math.BigInteger;

/**
 * A transaction that can be sent again and again without happening twice.
 *
 * @param sender account, 0x and 40 lower case hex digits
 * @param nonce of the account
 * @param hash 32 bytes
 * @param raw signed bytes; those of a reveal contain the new code and are secret until it is mined
 */
public record SignedTransaction(String sender, BigInteger nonce, byte[] hash, byte[] raw) {
  public SignedTransaction {
    hash = hash.clone();
    raw = raw.clone();
  }

  /** Shows hash and nonce only. */
  @Override
  public String toString() {
    return "SignedTransaction[%s, nonce %s]".formatted(Hex.encode(hash), nonce);
  }
}
