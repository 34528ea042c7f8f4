// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.statement;

import dev.suture.attestation.MalformedInputException;
import dev.suture.prover.ExecutionClaim;
import dev.suture.prover.Shape;

/**
 * What a proof of the execution circuit claims about one scenario: exploit.blocked,
 * behaviour.preserved, or both.
 *
 * @param claim as S contains it
 */
public record ExecutionDetail(ExecutionClaim claim) implements ClaimDetail {
  public ExecutionDetail {
    if (!claim.preserved() && !claim.harmClaimed()) {
      throw new MalformedInputException(
          "claim", "is neither exploit.blocked nor behaviour.preserved");
    }
    if (claim.succeeded() < 0 || (!claim.preserved() && claim.succeeded() > 0)) {
      throw new MalformedInputException(
          "succeeded", "is " + claim.succeeded() + ", which goes with no claim");
    }
  }

  @Override
  public String circuit() {
    return Shape.EXEC;
  }

  @Override
  public String shape() {
    return claim.shape();
  }
}
