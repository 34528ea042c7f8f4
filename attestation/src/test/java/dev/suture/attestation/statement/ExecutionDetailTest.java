// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.suture.attestation.MalformedInputException;
import dev.suture.prover.ExecutionClaim;
import dev.suture.prover.FunctionSelectors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which parts of an execution claim go together. */
class ExecutionDetailTest {
  private static final FunctionSelectors ONE = FunctionSelectors.of(List.of("0xa9059cbb"));
  private static final Optional<SafeConditions> SAFE =
      Optional.of(SafeConditions.parse("[{\"tx\":0,\"status\":0}]"));
  private static final Optional<PublishedScenario> PUBLIC =
      Optional.of(
          new PublishedScenario(
              """
              {"name":"public scenario","hardfork":"osaka","target":"0x01","env":{},"pre":{},\
              "exploit":[],"benign":[[]],"benignLabels":["x"],"exploitSucceeded":[]}
              """
                  .getBytes(StandardCharsets.UTF_8),
              new byte[32]));

  private static ExecutionClaim claim(
      boolean preserved,
      int succeeded,
      FunctionSelectors selectors,
      boolean harm,
      boolean expected,
      boolean revert) {
    byte[] word = new byte[32];
    return new ExecutionClaim(
        "exec-1k",
        new byte[20],
        word,
        preserved,
        succeeded,
        selectors,
        harm,
        word,
        expected,
        word,
        revert);
  }

  private static void assertRefused(
      String field,
      ExecutionClaim claim,
      Optional<SafeConditions> safe,
      Optional<PublishedScenario> open) {
    MalformedInputException e =
        assertThrows(MalformedInputException.class, () -> new ExecutionDetail(claim, safe, open));
    assertEquals(field, e.field());
  }

  private static void assertRefused(String field, ExecutionClaim claim) {
    assertRefused(field, claim, Optional.empty(), Optional.empty());
  }

  @Test
  void takesWhatGoesTogether() {
    ExecutionClaim blocked = claim(false, 0, FunctionSelectors.NONE, true, false, true);
    assertTrue(new ExecutionDetail(blocked).safe().isEmpty());
    ExecutionClaim safe = claim(false, 0, FunctionSelectors.NONE, true, true, false);
    assertTrue(!new ExecutionDetail(safe, SAFE, Optional.empty()).behaviourExpected());
    ExecutionClaim preserved = claim(true, 2, ONE, false, false, false);
    assertTrue(new ExecutionDetail(preserved, Optional.empty(), PUBLIC).published().isPresent());
    ExecutionClaim expected = claim(false, 0, FunctionSelectors.NONE, false, true, false);
    assertTrue(new ExecutionDetail(expected).behaviourExpected());
  }

  @Test
  void refusesPartsThatNoClaimHas() {
    assertRefused("claim", claim(false, 0, FunctionSelectors.NONE, false, false, false));
    assertRefused("succeeded", claim(false, 1, FunctionSelectors.NONE, true, false, false));
    assertRefused("selectors", claim(false, 0, ONE, true, false, false));
    assertRefused("blockedByRevert", claim(true, 1, FunctionSelectors.NONE, false, false, true));
  }

  @Test
  void refusesConditionsThatAreSafeWithoutBeingPublic() {
    ExecutionClaim blocked = claim(false, 0, FunctionSelectors.NONE, true, true, false);
    assertRefused("safe", blocked);
    ExecutionClaim expected = claim(false, 0, FunctionSelectors.NONE, false, true, false);
    assertRefused("safe", expected, SAFE, Optional.empty());
  }

  @Test
  void refusesToPublishAnythingButBenignUse() {
    ExecutionClaim blocked = claim(true, 1, FunctionSelectors.NONE, true, false, false);
    assertRefused("public scenario", blocked, Optional.empty(), PUBLIC);
    ExecutionClaim expected = claim(false, 0, FunctionSelectors.NONE, false, true, false);
    assertRefused("public scenario", expected, Optional.empty(), PUBLIC);
  }

  @Test
  void refusesMoreSelectorsThanAProofShows() {
    List<String> eight = IntStream.range(1, 9).mapToObj("0x%08x"::formatted).toList();
    assertRefused("selectors", claim(true, 1, FunctionSelectors.of(eight), false, false, false));
  }
}
