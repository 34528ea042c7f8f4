// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/**
 * What one proof of the execution circuit claims, in the order in which S contains it.
 *
 * @param shape name of the shape
 * @param target the account whose code is replaced in the runs, 20 bytes
 * @param scenario commitment to the scenario, 32 bytes
 * @param preserved behaviour.preserved is claimed
 * @param succeeded transactions that succeed, where behaviour.preserved is claimed; 0 otherwise
 * @param selectors functions of the target that succeed on new code, where behaviour.preserved is
 *     claimed; none otherwise
 * @param harmClaimed exploit.blocked is claimed
 * @param harm commitment to the conditions of the harm, 32 bytes
 * @param expectedClaimed conditions are claimed to hold after the run on new code
 * @param expected commitment to these conditions, 32 bytes
 * @param blockedByRevert the runs part first by a REVERT of the target on new code; where
 *     exploit.blocked is claimed
 */
public record ExecutionClaim(
    String shape,
    byte[] target,
    byte[] scenario,
    boolean preserved,
    int succeeded,
    FunctionSelectors selectors,
    boolean harmClaimed,
    byte[] harm,
    boolean expectedClaimed,
    byte[] expected,
    boolean blockedByRevert) {
  public ExecutionClaim {
    target = Bytes.requireLength("target", target, Bytes.ADDRESS);
    scenario = Bytes.requireWord("scenario commitment", scenario);
    harm = Bytes.requireWord("harm commitment", harm);
    expected = Bytes.requireWord("commitment to expected conditions", expected);
  }
}
