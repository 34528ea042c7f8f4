// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/** A proof with the public inputs it was made for. */
public record ProofResult(Proof proof, PublicInputs inputs) {}
