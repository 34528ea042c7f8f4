// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/**
 * What stands for a patch in public: field elements of 32 bytes big-endian, and the two lengths
 * that S contains.
 *
 * @param oldCode C_old
 * @param newCode C
 * @param secretParameters B
 * @param statement S
 * @param claim A
 * @param metadataLength 0 unless code.metadata is claimed
 * @param bodyEnd 0 unless code.guardOnly is claimed
 */
public record CodeCommitments(
    byte[] oldCode,
    byte[] newCode,
    byte[] secretParameters,
    byte[] statement,
    byte[] claim,
    int metadataLength,
    int bodyEnd) {}
