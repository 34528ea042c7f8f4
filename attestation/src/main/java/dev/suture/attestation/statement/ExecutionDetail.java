// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.statement;

import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.Hex;
import dev.suture.prover.ExecutionClaim;
import dev.suture.prover.FunctionSelectors;
import dev.suture.prover.Shape;
import java.util.Optional;

/**
 * What a proof of the execution circuit claims about one scenario: exploit.blocked,
 * behaviour.preserved or behaviour.expected.
 *
 * @param claim as S contains it
 * @param safe what exploit.blocked claims to hold after the exploit on new code, where it claims
 *     that
 * @param published the scenario of behaviour.preserved, where it is public
 */
public record ExecutionDetail(
    ExecutionClaim claim, Optional<SafeConditions> safe, Optional<PublishedScenario> published)
    implements ClaimDetail {
  public ExecutionDetail {
    if (!claim.preserved() && !claim.harmClaimed() && !claim.expectedClaimed()) {
      throw new MalformedInputException(
          "claim", "is neither exploit.blocked nor behaviour.preserved nor behaviour.expected");
    }
    if (claim.succeeded() < 0 || (!claim.preserved() && claim.succeeded() > 0)) {
      throw new MalformedInputException(
          "succeeded", "is " + claim.succeeded() + ", which goes with no claim");
    }
    int selectors = claim.selectors().all().size();
    if (selectors > (claim.preserved() ? FunctionSelectors.MOST_PER_PROOF : 0)) {
      throw new MalformedInputException(
          "selectors", "are " + selectors + ", which goes with no claim");
    }
    if (claim.blockedByRevert() && !claim.harmClaimed()) {
      throw new MalformedInputException("blockedByRevert", "goes with exploit.blocked only");
    }
    if (safe.isPresent() != (claim.harmClaimed() && claim.expectedClaimed())) {
      throw new MalformedInputException(
          "safe", "goes with exploit.blocked that claims what holds after it, and only with that");
    }
    if (published.isPresent()
        && (!claim.preserved() || claim.harmClaimed() || claim.expectedClaimed())) {
      throw new MalformedInputException(
          "public scenario", "goes with behaviour.preserved alone: all others are private");
    }
  }

  /** A private scenario, and nothing safe. */
  public ExecutionDetail(ExecutionClaim claim) {
    this(claim, Optional.empty(), Optional.empty());
  }

  @Override
  public String circuit() {
    return Shape.EXEC;
  }

  @Override
  public String shape() {
    return claim.shape();
  }

  /** Whether the runs have the code where the chain has it: at the target, or behind it. */
  public boolean runsAtTargetOf(PatchTerms terms) {
    String at = Hex.encode(claim.target());
    return at.equals(terms.target().toString()) || at.equals(terms.oldImplementation().toString());
  }

  /** behaviour.expected, and not what is safe after an exploit. */
  public boolean behaviourExpected() {
    return claim.expectedClaimed() && !claim.harmClaimed();
  }
}
