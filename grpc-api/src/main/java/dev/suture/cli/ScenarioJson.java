// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.scenario.Conclusion;
import dev.suture.attestation.scenario.JudgedScenario;
import dev.suture.attestation.scenario.ScenarioReport;
import dev.suture.prover.Difference;
import dev.suture.prover.RunOutcome;
import dev.suture.prover.ScenarioComparison;
import dev.suture.prover.ScenarioComparison.Kind;
import dev.suture.prover.TransactionOutcome;
import java.util.List;
import java.util.Locale;

/** Scenario reports as one object, with everything in full. */
final class ScenarioJson {
  private ScenarioJson() {}

  static ObjectNode of(List<ScenarioReport> reports, Conclusion conclusion) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("status", name(conclusion)).put("proven", false);
    ArrayNode patches = result.putArray("patches");
    for (ScenarioReport report : reports) {
      ObjectNode patch = patches.addObject();
      patch.put("label", report.patch()).put("newBytes", report.newCode().sizeBytes());
      patch.put("status", name(report.conclusion()));
      ArrayNode scenarios = patch.putArray("scenarios");
      report.scenarios().forEach(scenario -> write(scenarios.addObject(), scenario));
    }
    return result;
  }

  /** A constant as a word for programs: not-met, succeeds-on-new. */
  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void write(ObjectNode node, JudgedScenario scenario) {
    ScenarioComparison runs = scenario.runs();
    node.put("kind", name(runs.kind())).put("label", runs.label());
    node.put("verdict", name(scenario.verdict()));
    scenario.blockedBy().ifPresent(how -> node.put("blockedBy", name(how)));
    runs.divergence().ifPresent(how -> node.put("divergence", name(how)));
    write(node.putObject("old"), scenario, runs.onOld());
    write(node.putObject("new"), scenario, runs.onNew());
    ArrayNode differences = node.putArray("differences");
    runs.differences().forEach(difference -> write(differences.addObject(), difference));
  }

  private static void write(ObjectNode node, JudgedScenario scenario, RunOutcome run) {
    run.inconclusive()
        .ifPresent(
            why ->
                node.putObject("inconclusive")
                    .put("cause", why.cause())
                    .put("detail", why.detail()));
    Kind kind = scenario.runs().kind();
    if (kind == Kind.EXPLOIT && run.inconclusive().isEmpty()) {
      node.put("harm", run.harm());
    }
    if (scenario.asksSafe() && run.inconclusive().isEmpty()) {
      node.put("safe", run.expected());
    }
    if (kind == Kind.EXPECTED && run.inconclusive().isEmpty()) {
      node.put("expected", run.expected());
    }
    ArrayNode transactions = node.putArray("transactions");
    for (TransactionOutcome tx : run.transactions()) {
      transactions
          .addObject()
          .put("success", tx.success())
          .put("returnData", Hex.encode(tx.returnData()));
    }
    node.put("logs", run.logs()).put("steps", run.steps());
    node.put("keccakPermutations", run.keccakPermutations()).put("frames", run.frames());
  }

  private static void write(ObjectNode node, Difference difference) {
    node.put("what", difference.what());
    node.put("old", difference.onOld()).put("new", difference.onNew());
  }
}
