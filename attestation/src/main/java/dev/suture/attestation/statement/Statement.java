// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.statement;

import dev.suture.attestation.patch.Blinds;
import dev.suture.attestation.patch.Keccak256;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The public claim about a patch.
 *
 * @param terms target, chain, registry, window
 * @param codeCommitment C
 * @param revealCommitment K
 * @param claims one for each proof
 */
public record Statement(
    PatchTerms terms, byte[] codeCommitment, byte[] revealCommitment, List<Claim> claims) {
  private static final byte[] DOMAIN_TYPE =
      hash("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
  private static final byte[] PATCH_TYPE =
      hash(
          "Patch(address proposer,address target,address oldImplementation,bytes32"
              + " oldCodeHash,address newImplementation,bytes32 codeCommitment,bytes32"
              + " revealCommitment,bytes32 claimsHash,bytes32 upgradeDataHash,uint64"
              + " earliestReveal,uint64 latestReveal,bytes32 nonce)");
  private static final byte[] NAME = hash("Suture");
  private static final byte[] VERSION = hash("1");
  private static final byte[] TAG_REVEAL = hash("suture/v1/K");
  private static final byte[] TAG_CHALLENGE = hash("suture/v1/z");
  private static final byte[] EIP712_PREFIX = {0x19, 0x01};

  public Statement {
    codeCommitment = PatchTerms.requireWord("code commitment", codeCommitment);
    revealCommitment = PatchTerms.requireWord("reveal commitment", revealCommitment);
    claims = List.copyOf(claims);
  }

  /** K = keccak256(abi.encode(TAG_K, keccak256(code), b_k, b_y)). */
  public static byte[] revealCommitment(byte[] codeHash, byte[] bK, byte[] bY) {
    return Keccak256.hash(TAG_REVEAL, codeHash, bK, bY);
  }

  /** The claims as the registry takes them: 96 bytes each. */
  public byte[] claimsBytes() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    claims.forEach(claim -> packed.writeBytes(claim.packed()));
    return packed.toByteArray();
  }

  /** keccak256 of {@link #claimsBytes}. */
  public byte[] claimsHash() {
    return Keccak256.hash(claimsBytes());
  }

  /** The EIP-712 digest of the patch: what approvers approve and auditors sign. */
  public byte[] patchId() {
    byte[] struct =
        Keccak256.hash(
            new AbiWords()
                .word(PATCH_TYPE)
                .address(terms.proposer())
                .address(terms.target())
                .address(terms.oldImplementation())
                .word(terms.oldCodeHash())
                .address(terms.newImplementation())
                .word(codeCommitment)
                .word(revealCommitment)
                .word(claimsHash())
                .word(terms.upgradeDataHash())
                .uint(terms.earliestReveal())
                .uint(terms.latestReveal())
                .word(terms.nonce())
                .toBytes());
    return Keccak256.hash(EIP712_PREFIX, domainSeparator(), struct);
  }

  private byte[] domainSeparator() {
    return Keccak256.hash(
        new AbiWords()
            .word(DOMAIN_TYPE)
            .word(NAME)
            .word(VERSION)
            .uint(terms.chainId())
            .address(terms.registry())
            .toBytes());
  }

  /** z = keccak256(abi.encode(TAG_Z, patchId)) mod r. */
  public byte[] challenge() {
    return Blinds.element(Keccak256.hash(TAG_CHALLENGE, patchId()));
  }

  private static byte[] hash(String text) {
    return Keccak256.hash(text.getBytes(StandardCharsets.UTF_8));
  }
}
