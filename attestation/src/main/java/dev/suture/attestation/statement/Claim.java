// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.statement;

import dev.suture.attestation.MalformedInputException;

/**
 * One proof's claim as the registry stores it, with what is needed to read it.
 *
 * @param selector 4 bytes, names the verifier in the router
 * @param vkHash keccak256 of the verifying key blob
 * @param claim A, the first public input
 * @param detail what S says
 */
public record Claim(byte[] selector, byte[] vkHash, byte[] claim, ClaimDetail detail) {
  /** Length of a selector. */
  public static final int SELECTOR_BYTES = 4;

  public Claim {
    if (selector.length != SELECTOR_BYTES) {
      throw new MalformedInputException(
          "selector", "has " + selector.length + " bytes, expected " + SELECTOR_BYTES);
    }
    selector = selector.clone();
    vkHash = PatchTerms.requireWord("vkHash", vkHash);
    claim = PatchTerms.requireWord("claim", claim);
  }

  /** The 96 bytes the registry takes: selector padded on the right, vkHash, A. */
  byte[] packed() {
    return new AbiWords().selector(selector).word(vkHash).word(claim).toBytes();
  }
}
