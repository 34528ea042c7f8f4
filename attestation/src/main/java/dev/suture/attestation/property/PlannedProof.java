// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.property;

import dev.suture.attestation.statement.SafeConditions;
import dev.suture.prover.ExecutionInput;
import dev.suture.prover.ExecutionPlan;
import dev.suture.prover.FunctionSelectors;
import dev.suture.prover.Shape;
import java.util.Optional;

/** One proof of a plan. */
public sealed interface PlannedProof {
  /** Where the proof is made. */
  Shape shape();

  /** What it is about, in a word or two; for the owner. */
  String name();

  /** The proof about the code itself. */
  record OfCode(Shape shape) implements PlannedProof {
    @Override
    public String name() {
      return "code";
    }
  }

  /**
   * The proof about one scenario. For the owner only: it tells what the runs do.
   *
   * @param name of the scenario in the case
   * @param input what the prover gets; a public scenario is in a case of its own there
   * @param runs what native runs say
   * @param safe what holds after the exploit on new code, where the case says it
   */
  record OfScenario(
      Shape shape,
      String name,
      ExecutionInput input,
      ExecutionPlan runs,
      Optional<SafeConditions> safe)
      implements PlannedProof {

    /** Shows nothing of what the runs do. */
    @Override
    public String toString() {
      return "OfScenario[%s, %s]".formatted(name, shape.name());
    }

    OfScenario showing(FunctionSelectors selectors) {
      ExecutionInput shown =
          new ExecutionInput(
              input.caseJson(),
              input.target(),
              input.scenario(),
              input.oldCode(),
              input.newCode(),
              selectors,
              input.isPublic());
      return new OfScenario(shape, name, shown, runs, safe);
    }
  }
}
