// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation;

import dev.suture.attestation.statement.Claim;

/**
 * A proof whose commitments are fixed.
 *
 * @param codeCommitment C, as this proof opens A
 * @param claim the public side
 * @param proof the secret side
 */
record CommittedProof(byte[] codeCommitment, Claim claim, PreparedProof proof) {
  @Override
  public String toString() {
    return "CommittedProof[secret]";
  }
}
