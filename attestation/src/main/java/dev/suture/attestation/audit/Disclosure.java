// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.audit;

import dev.suture.attestation.bundle.ScenarioOpening;
import dev.suture.attestation.patch.RuntimeCode;
import java.util.Optional;

/**
 * What an owner shows to an auditor beside the bundle.
 *
 * @param opening of the private scenarios
 * @param newCode where no chain has revealed it
 */
public record Disclosure(Optional<ScenarioOpening> opening, Optional<RuntimeCode> newCode) {
  /** Nothing. */
  public static final Disclosure NONE = new Disclosure(Optional.empty(), Optional.empty());
}
