// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation;

import dev.suture.prover.ExecutionClaim;
import dev.suture.prover.FunctionSelectors;

/** An execution claim whose parts a test may exchange. */
final class ChangedClaim {
  String shape;
  byte[] target;
  byte[] scenario;
  boolean preserved;
  int succeeded;
  FunctionSelectors selectors;
  boolean harmClaimed;
  byte[] harm;
  boolean expectedClaimed;
  byte[] expected;
  boolean blockedByRevert;

  ChangedClaim(ExecutionClaim from) {
    shape = from.shape();
    target = from.target();
    scenario = from.scenario();
    preserved = from.preserved();
    succeeded = from.succeeded();
    selectors = from.selectors();
    harmClaimed = from.harmClaimed();
    harm = from.harm();
    expectedClaimed = from.expectedClaimed();
    expected = from.expected();
    blockedByRevert = from.blockedByRevert();
  }

  ExecutionClaim claim() {
    return new ExecutionClaim(
        shape,
        target,
        scenario,
        preserved,
        succeeded,
        selectors,
        harmClaimed,
        harm,
        expectedClaimed,
        expected,
        blockedByRevert);
  }
}
