// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/**
 * A circuit with fixed capacities; one proving and verifying key each.
 *
 * @param name for example code-24k
 * @param circuit {@link #CODE} or {@link #EXEC}
 * @param codeCapacityBytes longest old or new code
 * @param constraints R1CS constraints
 * @param publicInputs always 3: A, z, y
 * @param expectedProveMillis on two cores
 * @param expectedMemoryBytes peak while proving
 */
public record Shape(
    String name,
    String circuit,
    int codeCapacityBytes,
    int constraints,
    int publicInputs,
    long expectedProveMillis,
    long expectedMemoryBytes) {
  /** The circuit of structural properties. */
  public static final String CODE = "code";

  /** The circuit of two runs of a scenario. */
  public static final String EXEC = "exec";
}
