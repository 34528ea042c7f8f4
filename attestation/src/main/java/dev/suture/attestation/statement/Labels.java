// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.statement;

import java.util.ArrayList;
import java.util.List;

/** What an approver may conclude from the claims, in one word each (DESIGN.md §4). */
public final class Labels {
  /** A property for all inputs bounds what new code can do beyond old code. */
  public static final String CONTAINED = "contained";

  /** Single runs only: never excludes a backdoor. */
  public static final String SAMPLED = "sampled";

  private Labels() {}

  /** The labels that these claims earn. */
  public static List<String> earnedBy(List<ClaimDetail> claims) {
    return of(
        claims.stream().anyMatch(claim -> claim instanceof CodeDetail code && code.guardOnly()),
        claims.stream().anyMatch(ExecutionDetail.class::isInstance));
  }

  /** The labels of a patch with code.guardOnly, with claims about scenarios, or with both. */
  public static List<String> of(boolean guardOnly, boolean scenarios) {
    List<String> labels = new ArrayList<>();
    if (guardOnly) {
      labels.add(CONTAINED);
    }
    if (scenarios) {
      labels.add(SAMPLED);
    }
    return List.copyOf(labels);
  }
}
