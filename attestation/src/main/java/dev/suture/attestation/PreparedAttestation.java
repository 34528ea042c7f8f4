// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation;

import dev.suture.attestation.bundle.OpenedScenario;
import dev.suture.attestation.bundle.ScenarioOpening;
import dev.suture.attestation.patch.Blinds;
import dev.suture.attestation.patch.Patch;
import dev.suture.attestation.property.ProofPlan;
import dev.suture.attestation.statement.Statement;
import dev.suture.prover.ProofResult;
import dev.suture.prover.Prover;
import dev.suture.prover.ProvingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A statement whose commitments are fixed and whose proofs are still to be made. Holds the blinds.
 *
 * @param statement fixed by all commitments, so that z may be drawn
 * @param proofs what the prover gets, in the order of the claims
 */
public record PreparedAttestation(
    Statement statement,
    ProofPlan plan,
    Patch patch,
    Blinds secretBlinds,
    List<PreparedProof> proofs) {
  public PreparedAttestation {
    proofs = List.copyOf(proofs);
  }

  /** The EIP-712 digest. */
  public byte[] patchId() {
    return statement.patchId();
  }

  /** Makes the proof of claim {@code i}. */
  public ProofResult prove(Prover prover, ProvingKey key, int i) {
    return proofs.get(i).prove(prover, key, statement.challenge());
  }

  /** What the reveal will publish. */
  public RevealOpening opening() {
    return new RevealOpening(
        patch.newCode().bytes(), secretBlinds.reveal(), secretBlinds.evaluation());
  }

  /** What shows the scenarios to an auditor, where there are any. */
  public Optional<ScenarioOpening> scenarioOpening() {
    List<OpenedScenario> opened = new ArrayList<>();
    for (int i = 0; i < proofs.size(); i++) {
      if (proofs.get(i) instanceof PreparedProof.OfScenario runs) {
        opened.add(
            new OpenedScenario(
                i,
                runs.input().scenario(),
                runs.blinds().scenario(),
                runs.blinds().harm(),
                runs.blinds().expected()));
      }
    }
    return opened.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ScenarioOpening(
                patchId(),
                secretBlinds.commitment(),
                secretBlinds.evaluation(),
                patch.requireCase().json(),
                opened));
  }

  @Override
  public String toString() {
    return "PreparedAttestation[secret]";
  }
}
