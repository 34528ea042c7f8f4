// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.statement;

import dev.suture.prover.Shape;

/**
 * What a proof of the code circuit claims.
 *
 * @param shape circuit shape
 * @param maxSizeBytes code.size
 * @param metadataLength code.metadata, 0 when not claimed
 * @param bodyEnd code.guardOnly: end of old code's executable part, 0 when not claimed
 * @param secretParameters B, the commitment to opcode set and slots
 */
public record CodeDetail(
    String shape, int maxSizeBytes, int metadataLength, int bodyEnd, byte[] secretParameters)
    implements ClaimDetail {
  public CodeDetail {
    secretParameters = PatchTerms.requireWord("secret parameters", secretParameters);
  }

  @Override
  public String circuit() {
    return Shape.CODE;
  }

  /** Whether code.guardOnly is claimed. */
  public boolean guardOnly() {
    return bodyEnd > 0;
  }
}
