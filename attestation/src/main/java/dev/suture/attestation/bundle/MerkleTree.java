// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Merkle tree hash of RFC 6962 §2.1 with SHA-256: leaves and nodes are hashed with different
 * prefixes.
 */
public final class MerkleTree {
  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private MerkleTree() {}

  /** Root over the leaves in their order. */
  public static byte[] root(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return sha256();
    }
    if (leaves.size() == 1) {
      return sha256(LEAF, leaves.getFirst());
    }
    int left = Integer.highestOneBit(leaves.size() - 1);
    return sha256(NODE, root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
  }

  /** SHA-256 of the parts as one string. */
  public static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }
}
