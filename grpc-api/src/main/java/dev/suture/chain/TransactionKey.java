// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import dev.suture.attestation.patch.Hex;

/**
 * Names a transaction that is to happen once.
 *
 * @param chain {@link ChainEndpoint#identity}
 * @param patchId 32 bytes
 * @param step {@code commit}, {@code prove}, {@code anchor}, {@code arm}, {@code reveal}
 */
public record TransactionKey(String chain, byte[] patchId, String step) {
  /** The step that carries the new code. */
  public static final String REVEAL = "reveal";

  public TransactionKey {
    patchId = patchId.clone();
  }

  /** Whether the signed transaction contains the new code. */
  public boolean isSecret() {
    return step.equals(REVEAL);
  }

  @Override
  public String toString() {
    return step + " of " + Hex.encode(patchId);
  }
}
