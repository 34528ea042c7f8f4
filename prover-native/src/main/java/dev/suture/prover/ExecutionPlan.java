// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/**
 * What proving two runs would take, from a native run of both.
 *
 * @param shape the smallest shape that has room
 * @param constraints R1CS constraints of that shape
 * @param steps rows that both runs take
 * @param divergence where the call traces part: same, revert (in a frame of the target) or outcome;
 *     the proof of an exploit claims revert
 * @param succeeded transactions that succeed on new code
 * @param shown all selectors that the proof could show
 */
public record ExecutionPlan(
    String shape,
    int constraints,
    int steps,
    String divergence,
    int succeeded,
    FunctionSelectors shown) {
  /** The divergence by which an exploit is blocked provably. */
  public static final String REVERT = "revert";
}
