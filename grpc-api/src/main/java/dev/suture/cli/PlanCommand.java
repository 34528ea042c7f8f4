// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.v1.PatchInput;
import dev.suture.v1.PlanRequest;
import dev.suture.v1.PlanResponse;
import dev.suture.v1.Shape;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code suture plan}: says what would be proven, in which circuit and at what cost; proves
 * nothing.
 */
@Command(
    name = "plan",
    description = "Check a patch against its properties and show what proving it would take.")
final class PlanCommand implements Callable<ExitCode> {
  @Mixin private PatchOptions patch = new PatchOptions();
  @Mixin private ServiceOptions service = new ServiceOptions();
  @Mixin private Terminal terminal = new Terminal();

  @Override
  public ExitCode call() {
    PatchInput input = patch.read();
    try (ProgressLine progress = terminal.progress();
        OpenService open = service.open(progress)) {
      PlanResponse plan =
          open.service().api().plan(PlanRequest.newBuilder().setPatch(input).build());
      report(plan);
      return plan.getAccepted() ? ExitCode.OK : ExitCode.REJECTED;
    }
  }

  private void report(PlanResponse plan) {
    Shape shape = plan.getShape();
    if (terminal.json()) {
      ObjectNode result = terminal.object();
      result.put("status", plan.getAccepted() ? "accepted" : "rejected");
      result.put("circuit", plan.getCircuit()).put("shape", shape.getName());
      result.put("constraints", shape.getConstraints());
      result.put("expectedProveMillis", shape.getExpectedProveMillis());
      result.put("expectedMemoryBytes", shape.getExpectedMemoryBytes());
      plan.getLabelsList().forEach(result.putArray("labels")::add);
      plan.getReasonsList().forEach(result.putArray("reasons")::add);
      result.put("properties", plan.getPropertiesYaml());
      terminal.print(result);
      return;
    }
    terminal.say(plan.getPropertiesYaml().strip().indent(2).stripTrailing());
    terminal.say(
        String.format(
            Locale.ROOT,
            "circuit %s, shape %s: %,d constraints, about %.1f s and %.1f GB",
            plan.getCircuit(),
            shape.getName(),
            shape.getConstraints(),
            shape.getExpectedProveMillis() / 1000.0,
            shape.getExpectedMemoryBytes() / 1e9));
    terminal.say(verdict(plan.getAccepted(), plan.getLabelsList()));
    if (plan.getAccepted() && plan.getReasonsCount() > 0) {
      terminal.say("left out of the default set:");
    }
    plan.getReasonsList().forEach(reason -> terminal.say("  " + reason));
  }

  private static String verdict(boolean accepted, List<String> labels) {
    if (!accepted) {
      return "rejected: the patch does not have these properties (--properties FILE asks for"
          + " others)";
    }
    return labels.isEmpty()
        ? "accepted, no label"
        : "accepted, labels: " + String.join(", ", labels);
  }
}
