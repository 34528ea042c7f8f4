// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/**
 * What one proof of the execution circuit claims, as S contains it.
 *
 * @param shape name of the shape
 * @param scenario commitment to the scenario, 32 bytes
 * @param preserved behaviour.preserved is claimed
 * @param succeeded transactions that succeed, where behaviour.preserved is claimed; 0 otherwise
 * @param harmClaimed exploit.blocked is claimed
 * @param harm commitment to the conditions of the harm, 32 bytes
 */
public record ExecutionClaim(
    String shape,
    byte[] scenario,
    boolean preserved,
    int succeeded,
    boolean harmClaimed,
    byte[] harm) {
  public ExecutionClaim {
    scenario = Bytes.requireWord("scenario commitment", scenario);
    harm = Bytes.requireWord("harm commitment", harm);
  }
}
