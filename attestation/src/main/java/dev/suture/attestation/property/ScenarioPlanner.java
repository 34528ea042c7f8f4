// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.property;

import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.CaseScenarios;
import dev.suture.attestation.patch.Patch;
import dev.suture.attestation.scenario.Conclusion;
import dev.suture.prover.ExecutionInput;
import dev.suture.prover.ExecutionPlan;
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
  private final ScenarioProperties wanted;
  private final List<PlannedProof> proofs = new ArrayList<>();
  private final List<String> rejected = new ArrayList<>();
  private final List<String> inconclusive = new ArrayList<>();

  private ScenarioPlanner(Prover prover, Patch patch, ScenarioProperties wanted) {
    this.prover = prover;
    this.patch = patch;
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
    for (int number : planner.numbers()) {
      planner.plan(number);
    }
    return planner.runs();
  }

  private List<Integer> numbers() {
    CaseScenarios all = patch.requireCase();
    if (wanted.exploitBlocked() && !all.exploit()) {
      throw new MalformedInputException("case_json", "has no exploit, which exploit.blocked needs");
    }
    if (wanted.behaviourPreserved() && all.benign() == 0) {
      throw new MalformedInputException(
          "case_json", "has no benign scenario, which behaviour.preserved needs");
    }
    return all.numbers(wanted.exploitBlocked(), wanted.behaviourPreserved());
  }

  private void plan(int number) {
    String name = CaseScenarios.name(number) + ": ";
    try {
      ExecutionPlan runs = prover.planExecution(input(number));
      Optional<Shape> shape = shape(runs.shape());
      shape.ifPresentOrElse(
          fitting ->
              proofs.add(
                  new PlannedProof.OfScenario(
                      fitting, number, runs.steps(), runs.divergence(), runs.succeeded())),
          () -> inconclusive.add(name + "needs the larger shape " + runs.shape()));
    } catch (ProverRejectedException e) {
      e.reasons().forEach(reason -> rejected.add(name + reason));
    } catch (ProverInconclusiveException e) {
      inconclusive.add(name + e.reason());
    } catch (ProverInputException e) {
      throw new MalformedInputException("case_json", String.valueOf(e.getMessage()));
    }
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

  private ExecutionInput input(int number) {
    return new ExecutionInput(
        patch.requireCase().json(), number, patch.oldCode().bytes(), patch.newCode().bytes());
  }
}
