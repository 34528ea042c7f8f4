// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import dev.suture.v1.PatchInput;
import dev.suture.v1.PlanRequest;
import dev.suture.v1.PlanResponse;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code suture plan}: says what would be proven, in which circuits and at what cost; proves
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
      progress.clear();
      PlanReport.write(plan, terminal);
      return switch (plan.getVerdict()) {
        case VERDICT_ACCEPTED -> ExitCode.OK;
        case VERDICT_INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
        default -> ExitCode.REJECTED;
      };
    }
  }
}
