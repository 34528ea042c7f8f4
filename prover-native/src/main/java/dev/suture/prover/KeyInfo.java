// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/**
 * A proving key's public side.
 *
 * @param shape name of the shape
 * @param kind "dev", or the hash of a ceremony transcript
 * @param vkBlob verifying key, 1,056 bytes, as contracts store it; its keccak256 is the vkHash
 * @param gnarkVersion version that made the key
 * @param constraints R1CS constraints
 */
public record KeyInfo(
    String shape, String kind, byte[] vkBlob, String gnarkVersion, int constraints) {}
