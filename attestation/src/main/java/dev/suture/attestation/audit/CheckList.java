// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.audit;

import java.util.ArrayList;
import java.util.List;

/** Collects checks and forms the verdict. */
final class CheckList {
  private final List<Check> checks = new ArrayList<>();
  private boolean inconclusive;

  /** PASS or FAIL. */
  void require(String name, boolean holds, String detail) {
    checks.add(new Check(name, holds ? Check.Outcome.PASS : Check.Outcome.FAIL, detail));
  }

  void warn(String name, String detail) {
    checks.add(new Check(name, Check.Outcome.WARN, detail));
  }

  void skip(String name, String detail) {
    checks.add(new Check(name, Check.Outcome.SKIPPED, detail));
  }

  /** The check matters for the question that was asked, and could not be made. */
  void missing(String name, String detail) {
    skip(name, detail);
    inconclusive = true;
  }

  AuditReport report() {
    boolean failed = checks.stream().anyMatch(c -> c.outcome() == Check.Outcome.FAIL);
    Verdict verdict =
        failed ? Verdict.REJECTED : inconclusive ? Verdict.INCONCLUSIVE : Verdict.ACCEPTED;
    return new AuditReport(verdict, checks);
  }
}
