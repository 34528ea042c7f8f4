// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/**
 * A circuit with fixed capacities; one proving and verifying key each.
 *
 * @param name for example code-24k
 * @param codeCapacityBytes longest old or new code
 * @param constraints R1CS constraints
 * @param publicInputs always 3: A, z, y
 * @param rowCapacity bytes of appended code that can be reached
 * @param stubCapacity jumps into appended code
 * @param expectedProveMillis on two cores
 * @param expectedMemoryBytes peak while proving
 */
public record Shape(
    String name,
    int codeCapacityBytes,
    int constraints,
    int publicInputs,
    int rowCapacity,
    int stubCapacity,
    long expectedProveMillis,
    long expectedMemoryBytes) {}
