// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.statement;

import dev.suture.attestation.patch.PublicCase;

/**
 * A scenario that anyone can run: with it and the blind anyone computes the commitment to it.
 *
 * @param caseJson a {@link PublicCase}
 * @param blind of the commitment, 32 bytes
 */
public record PublishedScenario(byte[] caseJson, byte[] blind) {
  public PublishedScenario {
    PublicCase.require("public scenario", caseJson);
    caseJson = caseJson.clone();
    blind = PatchTerms.requireWord("scenario blind", blind);
  }

  /** Shows no content: it is long. */
  @Override
  public String toString() {
    return "PublishedScenario[%d bytes]".formatted(caseJson.length);
  }
}
