// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import dev.suture.attestation.MalformedInputException;
import java.util.Optional;

/**
 * A patch with what its owner knows of it.
 *
 * @param oldCode public
 * @param newCode secret
 * @param scenarios the case that shows what the patch does; secret
 */
public record Patch(RuntimeCode oldCode, RuntimeCode newCode, Optional<CaseScenarios> scenarios) {
  /** A patch without scenarios. */
  public static Patch of(RuntimeCode oldCode, RuntimeCode newCode) {
    return new Patch(oldCode, newCode, Optional.empty());
  }

  /** The case, which claims about scenarios need. */
  public CaseScenarios requireCase() {
    return scenarios.orElseThrow(
        () ->
            new MalformedInputException(
                "case_json",
                "is missing: exploit.blocked, behaviour.preserved and behaviour.expected need a"
                    + " case with scenarios"));
  }
}
