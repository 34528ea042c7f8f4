// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/**
 * What stands for two runs in public: field elements of 32 bytes big-endian.
 *
 * @param oldCode C_old
 * @param newCode C
 * @param execution the claim that S contains
 * @param statement S
 * @param claim A
 */
public record ExecutionCommitments(
    byte[] oldCode, byte[] newCode, ExecutionClaim execution, byte[] statement, byte[] claim) {}
