// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.suture.attestation.GoldenPatch;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.statement.Claim;
import dev.suture.attestation.statement.ExecutionDetail;
import dev.suture.attestation.statement.PublishedScenario;
import dev.suture.attestation.statement.SafeConditions;
import dev.suture.attestation.statement.Statement;
import dev.suture.prover.ExecutionClaim;
import dev.suture.prover.FunctionSelectors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** SCOPE.md says no more of scenarios than is proven, whatever their owner says. */
class ScopeTextTest {
  private static final String ELSEWHERE = "0x" + "0e".repeat(20);

  private static String scope(ExecutionDetail detail) {
    Statement s = GoldenPatch.statement();
    Claim c = s.claims().getFirst();
    Statement statement =
        new Statement(
            s.terms(),
            s.codeCommitment(),
            s.revealCommitment(),
            List.of(new Claim(c.selector(), c.vkHash(), c.claim(), detail)));
    byte[] text = ScopeText.write(statement, List.of("sampled"), Optional.empty());
    return new String(text, StandardCharsets.UTF_8);
  }

  private static ExecutionClaim claim(String target, boolean blocked) {
    byte[] word = new byte[32];
    return new ExecutionClaim(
        "exec-1k",
        Hex.decode("target", target, 20),
        word,
        !blocked,
        0,
        FunctionSelectors.NONE,
        blocked,
        word,
        blocked,
        word,
        false);
  }

  private static ExecutionDetail preserved(String target) {
    return new ExecutionDetail(claim(target, false));
  }

  private static String labelled(String label) {
    String json =
        """
        {"name":"public scenario","hardfork":"osaka","target":"0x01","env":{},"pre":{},\
        "exploit":[],"benign":[[]],"benignLabels":["LABEL"],"exploitSucceeded":[]}
        """
            .replace("LABEL", label);
    PublishedScenario open =
        new PublishedScenario(json.getBytes(StandardCharsets.UTF_8), new byte[32]);
    String text =
        scope(new ExecutionDetail(claim(ELSEWHERE, false), Optional.empty(), Optional.of(open)));
    String before = "In its owner's words: \"";
    int start = text.indexOf(before) + before.length();
    return text.substring(start, text.indexOf('\n', start));
  }

  @Test
  void quotesALabel() {
    assertEquals(
        "transfer(address,uint256), 5 % fee.\".", labelled("transfer(address,uint256), 5 % fee."));
  }

  /** Line ends of Unicode, marks that turn the order of letters, Markdown and HTML. */
  @Test
  void quotesNothingThatLooksLikeItsOwnText() {
    assertEquals("x??- code.guardOnly?\".", labelled("x\u2028\u0085- code.guardOnly\u202e"));
    assertEquals("?br??h2?Proven??h2??a?(b)\".", labelled("<br><h2>Proven?<h2>[a](b)"));
    assertTrue(labelled("a".repeat(5_000)).length() < 200);
  }

  /** Code may look at its address: runs elsewhere are not those of the patched contract. */
  @Test
  void saysThatRunsElsewhereAreNotThoseOfTheTarget() {
    String warning = "- That the code does the same at the patched address";
    assertTrue(scope(preserved(ELSEWHERE)).contains(warning));
    for (var address :
        List.of(GoldenPatch.terms().target(), GoldenPatch.terms().oldImplementation())) {
      assertFalse(scope(preserved(address.toString())).contains(warning));
    }
  }

  @Test
  void saysThatNobodyKnowsWhatACheckerAsks() {
    SafeConditions safe =
        SafeConditions.parse("[{\"checker\":\"" + ELSEWHERE + "\",\"broken\":false}]");
    String text =
        scope(new ExecutionDetail(claim(ELSEWHERE, true), Optional.of(safe), Optional.empty()));
    assertTrue(text.contains("reports no harm (its code is private: until it is opened"), text);
  }

  @Test
  void countsNoPrivateScenarioTwice() {
    assertTrue(scope(preserved(ELSEWHERE)).contains("that they differ from each other"));
  }
}
