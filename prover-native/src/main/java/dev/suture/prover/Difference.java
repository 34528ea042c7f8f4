// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/**
 * One observable that two runs of a scenario do not share, as texts for people.
 *
 * @param what for example {@code transaction 2: status}
 * @param onOld its value on old code
 * @param onNew its value on new code
 */
public record Difference(String what, String onOld, String onNew) {
  /** Shows no value: they are private. */
  @Override
  public String toString() {
    return "Difference[private]";
  }
}
