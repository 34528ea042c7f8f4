// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.PublicCase;
import dev.suture.attestation.statement.ClaimDetail;
import dev.suture.attestation.statement.ExecutionDetail;
import dev.suture.attestation.statement.PatchTerms;
import dev.suture.attestation.statement.PublishedScenario;
import dev.suture.prover.ExecutionClaim;
import java.util.List;
import java.util.StringJoiner;

/** What SCOPE.md says of claims about scenarios. */
final class ScenarioScopeText {
  private static final int MAX_LABEL = 120;

  private final StringJoiner text;
  private final List<ExecutionDetail> scenarios;

  private ScenarioScopeText(StringJoiner text, List<ClaimDetail> claims) {
    this.text = text;
    this.scenarios =
        claims.stream()
            .filter(ExecutionDetail.class::isInstance)
            .map(ExecutionDetail.class::cast)
            .toList();
  }

  static void addClaims(StringJoiner text, List<ClaimDetail> claims) {
    ScenarioScopeText scope = new ScenarioScopeText(text, claims);
    if (scope.scenarios.isEmpty()) {
      return;
    }
    scope.addIntroduction();
    for (int i = 0; i < claims.size(); i++) {
      if (claims.get(i) instanceof ExecutionDetail detail) {
        scope.addClaim("- Proof %d, ".formatted(i), detail);
        detail.published().ifPresent(scope::addPublished);
      }
    }
  }

  private void addIntroduction() {
    text.add("").add("## Proven, for single runs (sampled)").add("");
    text.add(
        "Each scenario is a list of transactions from a state. It was run in the circuit on the old"
            + " code and on the");
    text.add(
        "committed new code, with the code at "
            + String.join(
                ", ",
                scenarios.stream().map(s -> Hex.encode(s.claim().target())).distinct().toList())
            + ". Where nothing");
    text.add(
        "else is said it is private: the statement holds a commitment to it, until its owner opens"
            + " it.");
    text.add("");
  }

  private void addClaim(String proof, ExecutionDetail detail) {
    ExecutionClaim claim = detail.claim();
    if (claim.harmClaimed()) {
      addBlocked(proof, detail);
    }
    if (claim.preserved()) {
      addPreserved(proof, claim);
    }
    if (detail.behaviourExpected()) {
      text.add(
          proof
              + "behaviour.expected: committed conditions hold after the run on new code. They are"
              + " private; nothing is said of old code.");
    }
  }

  private void addBlocked(String proof, ExecutionDetail detail) {
    text.add(
        proof
            + "exploit.blocked: committed conditions of harm hold after the run on old code,"
            + " and do not hold after the run on new code.");
    text.add(
        detail.claim().blockedByRevert()
            ? "  Blocked by a revert: entries and exits of all calls are the same in both runs, up"
                + " to a REVERT of the target's code on new code, where old code does not revert."
            : "  How it is blocked, by a revert or by another outcome, is not stated.");
    detail
        .safe()
        .ifPresent(
            safe -> {
              text.add("  After the run on new code these public conditions (safe) hold:");
              safe.words().forEach(words -> text.add("  - " + words));
            });
  }

  private void addPreserved(String proof, ExecutionClaim claim) {
    text.add(
        proof
            + "behaviour.preserved: status, return data, logs, final storage and balances"
            + " are equal on old and new code; transactions that succeed: "
            + claim.succeeded()
            + ".");
    if (!claim.selectors().isEmpty()) {
      text.add(
          "  In the run on new code, for each of these selectors, a call that begins with it"
              + " reaches the target's code, succeeds and is not rolled back: "
              + claim.selectors()
              + ".");
    }
  }

  private void addPublished(PublishedScenario published) {
    text.add(
        "  The scenario is public, in scenarios/ of this bundle. In its owner's words: \""
            + printable(PublicCase.label(published.caseJson()))
            + "\".");
  }

  /** A label is the owner's text: it must not look like ours, nor be Markdown or HTML. */
  private static String printable(String label) {
    String text = label.replaceAll("[^\\p{IsLatin}0-9 .,:;()/'+=%-]", "?");
    return text.length() > MAX_LABEL ? text.substring(0, MAX_LABEL) + "…" : text;
  }

  static void addLimits(
      StringJoiner text, PatchTerms terms, List<ClaimDetail> claims, boolean contained) {
    new ScenarioScopeText(text, claims).addLimits(terms, contained);
  }

  private void addLimits(PatchTerms terms, boolean contained) {
    if (!contained) {
      text.add(
          "- A backdoor. Only these runs were looked at (sampled): new code may do anything with"
              + " any other call.");
    }
    text.add(
        "- That every way to exploit the hole is blocked: only the committed exploit is, in the"
            + " committed state.");
    addLimitsOfHarm();
    text.add("- That the contract serves everybody whom these runs do not show.");
    text.add(
        "- Until the scenarios are opened: that their states and transactions are what happens, or"
            + " could happen, on the chain, and that they differ from each other.");
    addLimitsOfTarget(terms);
    text.add(
        "- Runs that end for lack of gas: scenarios run with the semantics of Osaka, without gas."
            + " No run ends for lack of it;");
    text.add(
        "  GAS is seen by calls only; a frame called with at most the stipend of 2,300 may not"
            + " write or send value.");
  }

  private void addLimitsOfTarget(PatchTerms terms) {
    if (!scenarios.stream().allMatch(scenario -> scenario.runsAtTargetOf(terms))) {
      text.add(
          "- That the code does the same at the patched address: runs have it at another address"
              + " (above) than target and old implementation,");
      text.add("  and code may look at its address.");
    }
  }

  private void addLimitsOfHarm() {
    List<ExecutionDetail> exploits =
        scenarios.stream().filter(scenario -> scenario.claim().harmClaimed()).toList();
    if (exploits.stream().anyMatch(exploit -> exploit.safe().isEmpty())) {
      text.add(
          "- That nothing else goes wrong in the exploit on new code: the committed harm is gone,"
              + " other harm was not looked for.");
    } else if (!exploits.isEmpty()) {
      text.add(
          "- That nothing else goes wrong in the exploit on new code, beyond the conditions called"
              + " safe.");
    }
    if (exploits.stream().anyMatch(exploit -> !exploit.claim().blockedByRevert())) {
      text.add("- That an exploit is blocked by a revert, where that is not stated above.");
    }
  }
}
