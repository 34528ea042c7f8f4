// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.statement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.suture.attestation.GoldenPatch;
import dev.suture.attestation.patch.Keccak256;
import org.junit.jupiter.api.Test;

final class StatementTest {
  private final Statement statement = GoldenPatch.statement();

  @Test
  void computesTheGoldenPatchIdAndChallenge() {
    assertArrayEquals(GoldenPatch.bytes("claims"), statement.claimsBytes());
    assertArrayEquals(GoldenPatch.bytes("claimsHash"), statement.claimsHash());
    assertArrayEquals(GoldenPatch.bytes("patchId"), statement.patchId());
    assertArrayEquals(GoldenPatch.bytes("z"), statement.challenge());
  }

  @Test
  void computesTheGoldenRevealCommitment() {
    assertArrayEquals(
        GoldenPatch.bytes("revealCommitment"),
        Statement.revealCommitment(
            Keccak256.hash(GoldenPatch.bytes("newCode")),
            GoldenPatch.bytes("bK"),
            GoldenPatch.bytes("bY")));
  }
}
