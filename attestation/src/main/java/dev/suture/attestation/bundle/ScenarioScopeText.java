// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

import dev.suture.attestation.statement.ClaimDetail;
import dev.suture.attestation.statement.ExecutionDetail;
import dev.suture.prover.ExecutionClaim;
import java.util.List;
import java.util.StringJoiner;

/** What SCOPE.md says of claims about scenarios. */
final class ScenarioScopeText {
  private ScenarioScopeText() {}

  static void addClaims(StringJoiner text, List<ClaimDetail> claims) {
    if (claims.stream().noneMatch(ExecutionDetail.class::isInstance)) {
      return;
    }
    text.add("").add("## Proven, for single runs (sampled)").add("");
    text.add(
        "Each scenario is a list of transactions from a state. It was run in the circuit on the old"
            + " code and on the");
    text.add(
        "committed new code. It is private: the statement holds a commitment to it, until its owner"
            + " opens it.");
    text.add("");
    for (int i = 0; i < claims.size(); i++) {
      if (claims.get(i) instanceof ExecutionDetail detail) {
        addClaim(text, i, detail.claim());
      }
    }
  }

  private static void addClaim(StringJoiner text, int proof, ExecutionClaim claim) {
    if (claim.harmClaimed()) {
      text.add(
          "- Proof %d, exploit.blocked: committed conditions of harm hold after the run on old code,"
                  .formatted(proof)
              + " and do not hold after the run on new code.");
    }
    if (claim.preserved()) {
      text.add(
          "- Proof %d, behaviour.preserved: status, return data, logs, final storage and balances"
                  .formatted(proof)
              + " are equal on old and new code; transactions that succeed: "
              + claim.succeeded()
              + ".");
    }
  }

  static void addLimits(StringJoiner text, boolean contained) {
    if (!contained) {
      text.add(
          "- A backdoor. Only these runs were looked at (sampled): new code may do anything with"
              + " any other call.");
    }
    text.add(
        "- That every way to exploit the hole is blocked: only the committed exploit is, in the"
            + " committed state.");
    text.add("- That the contract serves everybody whom these runs do not show.");
    text.add(
        "- Until the scenarios are opened: that their states and transactions are what happens, or"
            + " could happen, on the chain.");
    text.add(
        "- How the exploit is blocked (by a revert, or by another outcome): that is a native"
            + " finding of the owner.");
    text.add(
        "- Runs that end for lack of gas: scenarios run with the semantics of Osaka, without gas."
            + " No run ends for lack of it;");
    text.add(
        "  GAS is seen by calls only; a frame called with at most the stipend of 2,300 may not"
            + " write or send value.");
  }
}
