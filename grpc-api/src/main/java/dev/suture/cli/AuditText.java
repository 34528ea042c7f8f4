// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.audit.AuditReport;
import dev.suture.attestation.audit.Check;
import dev.suture.attestation.audit.Verdict;
import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.patch.Hex;
import java.util.Locale;
import java.util.function.Consumer;

/** An audit as one line per check and one verdict. */
final class AuditText {
  private AuditText() {}

  /** Prints the audit, as text or as one object, and returns how the command ends. */
  static ExitCode print(Bundle bundle, AuditReport report, Terminal terminal) {
    if (!terminal.json()) {
      return print(bundle, report, terminal::say);
    }
    ObjectNode result = terminal.object();
    result.put("status", lower(report.verdict().name()));
    result.put("patchId", Hex.encode(bundle.statement().patchId()));
    bundle.labels().forEach(result.putArray("labels")::add);
    ArrayNode checks = result.putArray("checks");
    for (Check check : report.checks()) {
      ObjectNode node = checks.addObject();
      node.put("name", check.name()).put("outcome", lower(check.outcome().name()));
      node.put("detail", check.detail());
    }
    terminal.print(result);
    return exitCode(report.verdict());
  }

  /** Gives the audit line by line to {@code lines} and returns how the command ends. */
  static ExitCode print(Bundle bundle, AuditReport report, Consumer<String> lines) {
    report.checks().forEach(check -> lines.accept(line(check)));
    lines.accept(
        "verdict: %s  (patch id %s, labels: %s)"
            .formatted(
                lower(report.verdict().name()),
                Hex.encode(bundle.statement().patchId()),
                String.join(", ", bundle.labels())));
    return exitCode(report.verdict());
  }

  private static ExitCode exitCode(Verdict verdict) {
    return switch (verdict) {
      case ACCEPTED -> ExitCode.OK;
      case REJECTED -> ExitCode.REJECTED;
      case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
    };
  }

  private static String line(Check check) {
    return "%-7s  %-24s  %s".formatted(check.outcome(), check.name(), check.detail());
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
