// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.statement;

import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.Keccak256;

/**
 * Everything of a patchId that is known before anything is committed. Times are Unix seconds.
 *
 * @param chainId EIP-155 id
 * @param registry PatchRegistry that will hold the patch; zero when not bound to a deployment
 * @param proposer account that commits the patch
 * @param target proxy whose implementation is replaced
 * @param oldImplementation implementation before
 * @param oldCodeHash keccak256 of its runtime code
 * @param newImplementation CREATE3 address reserved by the executor
 * @param upgradeDataHash keccak256 of the upgrade call data
 * @param earliestReveal no reveal before
 * @param latestReveal no reveal after
 * @param nonce 32 bytes, fresh
 */
public record PatchTerms(
    long chainId,
    Address registry,
    Address proposer,
    Address target,
    Address oldImplementation,
    byte[] oldCodeHash,
    Address newImplementation,
    byte[] upgradeDataHash,
    long earliestReveal,
    long latestReveal,
    byte[] nonce) {
  public PatchTerms {
    oldCodeHash = requireWord("old code hash", oldCodeHash);
    upgradeDataHash = requireWord("upgrade data hash", upgradeDataHash);
    nonce = requireWord("nonce", nonce);
    if (chainId < 1) {
      throw new MalformedInputException("chain id", "is " + chainId + ", expected at least 1");
    }
    if (earliestReveal < 0 || latestReveal <= earliestReveal) {
      throw new MalformedInputException(
          "reveal window",
          "ends at " + latestReveal + ", which is not after its start " + earliestReveal);
    }
  }

  static byte[] requireWord(String field, byte[] bytes) {
    if (bytes.length != Keccak256.SIZE_BYTES) {
      throw new MalformedInputException(
          field, "has " + bytes.length + " bytes, expected " + Keccak256.SIZE_BYTES);
    }
    return bytes.clone();
  }

  /** Salt for the blinds: a hash of all of this, so that other terms never share blinds. */
  public byte[] salt() {
    return Keccak256.hash(
        new AbiWords()
            .uint(chainId)
            .address(registry)
            .address(proposer)
            .address(target)
            .address(oldImplementation)
            .word(oldCodeHash)
            .address(newImplementation)
            .word(upgradeDataHash)
            .uint(earliestReveal)
            .uint(latestReveal)
            .word(nonce)
            .toBytes());
  }
}
