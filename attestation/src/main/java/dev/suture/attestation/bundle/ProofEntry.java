// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

import dev.suture.prover.Proof;
import dev.suture.prover.PublicInputs;

/**
 * One proof with what checks it.
 *
 * @param vkBlob verifying key, 1,056 bytes
 */
public record ProofEntry(Proof proof, PublicInputs inputs, byte[] vkBlob) {
  public ProofEntry {
    vkBlob = vkBlob.clone();
  }
}
