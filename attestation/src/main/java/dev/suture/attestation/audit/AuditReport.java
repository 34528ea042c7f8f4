// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.audit;

import java.util.List;

/** A verdict with one line for each check. */
public record AuditReport(Verdict verdict, List<Check> checks) {
  public AuditReport {
    checks = List.copyOf(checks);
  }
}
