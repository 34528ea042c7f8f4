// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation;

import dev.suture.prover.CodeBlinds;
import dev.suture.prover.CodeInput;
import dev.suture.prover.ExecutionBlinds;
import dev.suture.prover.ExecutionInput;
import dev.suture.prover.KeyInfo;
import dev.suture.prover.ProofResult;
import dev.suture.prover.Prover;
import dev.suture.prover.ProvingKey;

/** What the prover gets for one claim. Holds secrets. */
public sealed interface PreparedProof {
  /** The verifying key that the claim names. */
  KeyInfo key();

  /** Makes the proof at challenge z, with the proving key of {@link #key}. */
  ProofResult prove(Prover prover, ProvingKey provingKey, byte[] z);

  /** The proof about the code. */
  record OfCode(KeyInfo key, CodeInput input, CodeBlinds blinds) implements PreparedProof {
    @Override
    public ProofResult prove(Prover prover, ProvingKey provingKey, byte[] z) {
      return prover.prove(provingKey, input, blinds, z);
    }
  }

  /** The proof about a scenario. */
  record OfScenario(KeyInfo key, ExecutionInput input, ExecutionBlinds blinds)
      implements PreparedProof {
    @Override
    public ProofResult prove(Prover prover, ProvingKey provingKey, byte[] z) {
      return prover.proveExecution(provingKey, input, blinds, z);
    }
  }
}
