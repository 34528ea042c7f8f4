// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.property;

import java.util.Optional;

/**
 * What is to be proven about the scenarios of a case.
 *
 * @param exploitBlocked exploit.blocked: the exploit harms old code and not new code
 * @param behaviourPreserved behaviour.preserved: each benign scenario shows the same on both
 * @param skipInconclusive leave out what cannot be proven, instead of refusing the whole
 * @param shape one shape for all of these proofs; otherwise the smallest that fits each
 */
public record ScenarioProperties(
    boolean exploitBlocked,
    boolean behaviourPreserved,
    boolean skipInconclusive,
    Optional<String> shape) {
  /** Nothing. */
  public static final ScenarioProperties NONE =
      new ScenarioProperties(false, false, false, Optional.empty());

  /** Everything that the case shows. */
  public static final ScenarioProperties ALL =
      new ScenarioProperties(true, true, false, Optional.empty());

  /** Whether anything is claimed. */
  public boolean any() {
    return exploitBlocked || behaviourPreserved;
  }
}
