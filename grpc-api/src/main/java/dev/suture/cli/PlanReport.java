// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.prover.ExecutionPlan;
import dev.suture.v1.PlanResponse;
import dev.suture.v1.PlannedProof;
import dev.suture.v1.Shape;
import dev.suture.v1.Verdict;
import java.util.List;
import java.util.Locale;

/** Tells a plan to the owner of the patch. */
final class PlanReport {
  private static final String EXEC = dev.suture.prover.Shape.EXEC;
  private static final String EXPLOIT = "exploit";

  private PlanReport() {}

  static void write(PlanResponse plan, Terminal terminal) {
    if (terminal.json()) {
      terminal.print(json(plan, terminal.object()));
      return;
    }
    terminal.say(plan.getPropertiesYaml().strip().indent(2).stripTrailing());
    plan.getProofsList().forEach(proof -> terminal.say(line(proof)));
    terminal.say(total(plan));
    terminal.say(verdict(plan.getVerdict(), plan.getLabelsList()));
    if (plan.getAccepted() && plan.getReasonsCount() > 0) {
      terminal.say("left out:");
    }
    plan.getReasonsList().forEach(reason -> terminal.say("  " + reason));
  }

  private static ObjectNode json(PlanResponse plan, ObjectNode result) {
    result.put("status", plan.getVerdict().name().replace("VERDICT_", "").toLowerCase(Locale.ROOT));
    ArrayNode proofs = result.putArray("proofs");
    plan.getProofsList().forEach(proof -> write(proofs.addObject(), proof));
    result.put("expectedProveMillis", plan.getExpectedProveMillis());
    result.put("expectedMemoryBytes", plan.getExpectedMemoryBytes());
    plan.getLabelsList().forEach(result.putArray("labels")::add);
    plan.getReasonsList().forEach(result.putArray("reasons")::add);
    return result.put("properties", plan.getPropertiesYaml());
  }

  private static void write(ObjectNode node, PlannedProof proof) {
    Shape shape = proof.getShape();
    node.put("name", proof.getName()).put("circuit", shape.getCircuit());
    node.put("shape", shape.getName()).put("constraints", shape.getConstraints());
    node.put("expectedProveMillis", shape.getExpectedProveMillis());
    node.put("expectedMemoryBytes", shape.getExpectedMemoryBytes());
    if (shape.getCircuit().equals(EXEC)) {
      node.put("steps", proof.getSteps()).put("divergence", proof.getDivergence());
      node.put("succeeded", proof.getSucceeded()).put("public", proof.getPublic());
      proof.getSelectorsList().forEach(node.putArray("selectors")::add);
      proof.getSafeList().forEach(node.putArray("safe")::add);
    }
  }

  private static String line(PlannedProof proof) {
    Shape shape = proof.getShape();
    String cost =
        String.format(
            Locale.ROOT,
            "%-10s circuit %s, shape %s: %,d constraints, about %.1f s and %.1f GB",
            proof.getName(),
            shape.getCircuit(),
            shape.getName(),
            shape.getConstraints(),
            shape.getExpectedProveMillis() / 1000.0,
            shape.getExpectedMemoryBytes() / 1e9);
    return shape.getCircuit().equals(EXEC)
        ? cost + String.format(Locale.ROOT, "; %,d steps", proof.getSteps()) + claims(proof)
        : cost;
  }

  /** What the proof states beyond its property. */
  private static String claims(PlannedProof proof) {
    StringBuilder claims = new StringBuilder();
    if (proof.getName().equals(EXPLOIT) && proof.getDivergence().equals(ExecutionPlan.REVERT)) {
      claims.append("; blocked by a revert");
    }
    if (proof.getSelectorsCount() > 0) {
      claims.append("; shows ").append(String.join(" ", proof.getSelectorsList()));
    }
    if (proof.getPublic()) {
      claims.append("; PUBLIC with the bundle");
    }
    proof
        .getSafeList()
        .forEach(words -> claims.append("\n             PUBLIC, safe: ").append(words));
    return claims.toString();
  }

  private static String total(PlanResponse plan) {
    return String.format(
        Locale.ROOT,
        "together   %d proof(s), about %.1f s, at most %.1f GB; keys that do not exist yet are made"
            + " first",
        plan.getProofsCount(),
        plan.getExpectedProveMillis() / 1000.0,
        plan.getExpectedMemoryBytes() / 1e9);
  }

  private static String verdict(Verdict verdict, List<String> labels) {
    return switch (verdict) {
      case VERDICT_ACCEPTED ->
          labels.isEmpty()
              ? "accepted, no label"
              : "accepted, labels: " + String.join(", ", labels);
      case VERDICT_INCONCLUSIVE ->
          "inconclusive: a scenario cannot be proven (--properties FILE with 'inconclusive: skip'"
              + " leaves it out)";
      default ->
          "rejected: the patch does not have these properties (--properties FILE asks for others)";
    };
  }
}
