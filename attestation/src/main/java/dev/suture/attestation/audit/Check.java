// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.audit;

/**
 * One line of an audit.
 *
 * @param name what was checked
 * @param outcome how it ended
 * @param detail what was found
 */
public record Check(String name, Outcome outcome, String detail) {
  /** How a check ended. WARN does not reject; SKIPPED says what was missing to check it. */
  public enum Outcome {
    PASS,
    WARN,
    SKIPPED,
    FAIL
  }
}
