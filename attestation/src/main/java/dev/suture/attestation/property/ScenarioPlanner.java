// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.property;

import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.CaseScenarios;
import dev.suture.attestation.patch.Patch;
import dev.suture.attestation.patch.PublicCase;
import dev.suture.attestation.scenario.Conclusion;
import dev.suture.attestation.statement.SafeConditions;
import dev.suture.prover.ExecutionInput;
import dev.suture.prover.ExecutionPlan;
import dev.suture.prover.FunctionSelectors;
import dev.suture.prover.Prover;
import dev.suture.prover.ProverInconclusiveException;
import dev.suture.prover.ProverInputException;
import dev.suture.prover.ProverRejectedException;
import dev.suture.prover.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans a proof for each scenario that a property speaks of, from native runs on both codes. */
final class ScenarioPlanner {
  private final Prover prover;
  private final Patch patch;
  private final CaseScenarios scenarios;
  private final ScenarioProperties wanted;
  private final List<PlannedProof> proofs = new ArrayList<>();
  private final List<String> rejected = new ArrayList<>();
  private final List<String> inconclusive = new ArrayList<>();

  private ScenarioPlanner(Prover prover, Patch patch, ScenarioProperties wanted) {
    this.prover = prover;
    this.patch = patch;
    this.scenarios = patch.requireCase();
    this.wanted = wanted;
  }

  /**
   * The runs of a case, as far as they go.
   *
   * @param proofs those that can be made
   * @param reasons what speaks against the others, by scenario
   */
  record Runs(List<PlannedProof> proofs, Conclusion conclusion, List<String> reasons) {
    static final Runs NONE = new Runs(List.of(), Conclusion.MET, List.of());
  }

  static Runs plan(Prover prover, Patch patch, ScenarioProperties wanted) {
    if (!wanted.any()) {
      return Runs.NONE;
    }
    ScenarioPlanner planner = new ScenarioPlanner(prover, patch, wanted);
    SelectorAssignment selectors = new SelectorAssignment(wanted.selectors());
    for (int number : planner.numbers()) {
      planner
          .plan(number)
          .map(proof -> planner.scenarios.isBenign(number) ? selectors.assign(proof) : proof)
          .ifPresent(planner.proofs::add);
    }
    planner.judge(selectors.unshown());
    return planner.runs();
  }

  private List<Integer> numbers() {
    require(
        wanted.exploitBlocked(), scenarios.exploit(), "no exploit, which exploit.blocked needs");
    require(
        wanted.behaviourPreserved(),
        scenarios.benign() > 0,
        "no benign scenario, which behaviour.preserved needs");
    require(
        wanted.behaviourExpected(),
        scenarios.expected() > 0,
        "no expected scenario, which behaviour.expected needs");
    return scenarios.numbers(
        wanted.exploitBlocked(), wanted.behaviourPreserved(), wanted.behaviourExpected());
  }

  private static void require(boolean wanted, boolean there, String lack) {
    if (wanted && !there) {
      throw new MalformedInputException("case_json", "has " + lack);
    }
  }

  private Optional<PlannedProof.OfScenario> plan(int number) {
    String name = scenarios.name(number);
    try {
      ExecutionInput input = input(number);
      ExecutionPlan runs = prover.planExecution(input);
      Optional<Shape> shape = shape(runs.shape());
      if (shape.isEmpty()) {
        inconclusive.add(name + ": needs the larger shape " + runs.shape());
      }
      return shape.map(
          fitting -> new PlannedProof.OfScenario(fitting, name, input, runs, safe(number)));
    } catch (ProverRejectedException e) {
      e.reasons().forEach(reason -> rejected.add(name + ": " + reason));
    } catch (ProverInconclusiveException e) {
      inconclusive.add(name + ": " + e.reason());
    } catch (ProverInputException e) {
      throw new MalformedInputException("case_json", String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private Optional<SafeConditions> safe(int number) {
    return number == CaseScenarios.EXPLOIT
        ? scenarios.safe().map(SafeConditions::parse)
        : Optional.empty();
  }

  private ExecutionInput input(int number) {
    boolean isPublic = wanted.benignPublic() && scenarios.isBenign(number);
    byte[] oldCode = patch.oldCode().bytes();
    return new ExecutionInput(
        isPublic ? new PublicScenario(prover, oldCode).of(scenarios, number) : scenarios.json(),
        scenarios.targetAddress(),
        isPublic ? PublicCase.SCENARIO : number,
        oldCode,
        patch.newCode().bytes(),
        FunctionSelectors.NONE,
        isPublic);
  }

  /** The wanted shape where it is as large as the one that fits; empty where it is smaller. */
  private Optional<Shape> shape(String fitting) {
    List<Shape> shapes = prover.shapes(Shape.EXEC);
    int least = indexOf(shapes, fitting);
    int chosen = wanted.shape().map(name -> indexOf(shapes, name)).orElse(least);
    return chosen < least ? Optional.empty() : Optional.of(shapes.get(chosen));
  }

  private static int indexOf(List<Shape> shapes, String name) {
    List<String> names = shapes.stream().map(Shape::name).toList();
    if (!names.contains(name)) {
      throw new MalformedInputException(
          "scenarioShape", "unknown \"" + name + "\", expected one of " + names);
    }
    return names.indexOf(name);
  }

  /** A scenario that cannot be proven might have shown what the others do not. */
  private void judge(List<DeclaredSelector> unshown) {
    boolean open = !wanted.skipInconclusive() && !inconclusive.isEmpty();
    for (DeclaredSelector selector : unshown) {
      (open ? inconclusive : rejected)
          .add(
              "behaviour.preserved: no benign scenario shows a call of %s that succeeds"
                  .formatted(selector));
    }
  }

  private Runs runs() {
    if (!rejected.isEmpty()) {
      return new Runs(proofs, Conclusion.NOT_MET, rejected);
    }
    if (wanted.skipInconclusive() && !proofs.isEmpty()) {
      List<String> skipped = inconclusive.stream().map(reason -> "left out: " + reason).toList();
      return new Runs(proofs, Conclusion.MET, skipped);
    }
    return new Runs(
        proofs, inconclusive.isEmpty() ? Conclusion.MET : Conclusion.INCONCLUSIVE, inconclusive);
  }
}
