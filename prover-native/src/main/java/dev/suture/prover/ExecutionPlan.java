// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/**
 * What proving two runs would take, from a native run of both.
 *
 * @param shape the smallest shape that has room
 * @param constraints R1CS constraints of that shape
 * @param steps rows that both runs take
 * @param divergence where the call traces part: same, revert (in a frame of the target) or outcome;
 *     a native finding
 * @param succeeded transactions that succeed on new code
 */
public record ExecutionPlan(
    String shape, int constraints, int steps, String divergence, int succeeded) {}
