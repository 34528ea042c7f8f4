// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.audit;

import dev.suture.attestation.RevealOpening;
import dev.suture.attestation.audit.ChainView.OnChainPatch;
import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.Keccak256;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.attestation.statement.PatchTerms;
import dev.suture.attestation.statement.Statement;
import dev.suture.prover.Prover;
import java.util.Arrays;
import java.util.Optional;

/** The part of an audit that asks a chain; after the reveal it also re-checks the revealed code. */
final class ChainAudit {
  private final Prover prover;
  private final ChainView chain;
  private final CheckList checks;

  ChainAudit(Prover prover, ChainView chain, CheckList checks) {
    this.prover = prover;
    this.chain = chain;
    this.checks = checks;
  }

  /** Gives the revealed code, once there is one. */
  Optional<RuntimeCode> audit(Bundle bundle) {
    Statement statement = bundle.statement();
    PatchTerms terms = statement.terms();
    checks.require(
        "chain id", chain.chainId() == terms.chainId(), "connected to " + chain.chainId());
    checks.require(
        "old code on chain",
        Arrays.equals(Keccak256.hash(chain.codeAt(terms.oldImplementation())), terms.oldCodeHash()),
        "at " + terms.oldImplementation());
    Optional<OnChainPatch> patch = chain.patch(terms.registry(), statement.patchId());
    if (patch.isEmpty()) {
      checks.missing("registry", "holds no patch " + Hex.encode(statement.patchId()));
      return Optional.empty();
    }
    checks.require("registry", true, "state " + patch.get().state());
    byte[] proven = bundle.proofs().getFirst().inputs().evaluation();
    checks.require(
        "evaluation y",
        isUnset(patch.get().evaluation()) || Arrays.equals(patch.get().evaluation(), proven),
        isUnset(patch.get().evaluation()) ? "not yet proven on chain" : "as in the bundle's proof");
    auditAnchor(bundle);
    Optional<RevealOpening> revealed = chain.revealed(terms.registry(), statement.patchId());
    if (revealed.isEmpty()) {
      checks.skip("reveal", "the code is not revealed yet");
    }
    return revealed.map(opening -> auditReveal(bundle, opening));
  }

  private static boolean isUnset(byte[] word) {
    return Arrays.equals(word, new byte[word.length]);
  }

  private void auditAnchor(Bundle bundle) {
    Statement statement = bundle.statement();
    chain
        .anchoredRoot(statement.terms().registry(), statement.patchId())
        .ifPresentOrElse(
            root ->
                checks.require(
                    "anchored root",
                    Arrays.equals(root, bundle.merkleRoot()),
                    Hex.encode(bundle.merkleRoot())),
            () -> checks.warn("anchored root", "the proposer anchored no bundle"));
  }

  private RuntimeCode auditReveal(Bundle bundle, RevealOpening opening) {
    Statement statement = bundle.statement();
    RuntimeCode code = RuntimeCode.of("revealed code", opening.code());
    checks.require(
        "revealed: K",
        Arrays.equals(
            Statement.revealCommitment(code.hash(), opening.bK(), opening.bY()),
            statement.revealCommitment()),
        "opens to code hash " + Hex.encode(code.hash()));
    byte[] y =
        prover.evaluate(
            opening.code(), opening.bY(), bundle.oldCode().bytes(), statement.challenge());
    checks.require(
        "revealed: y",
        Arrays.equals(y, bundle.proofs().getFirst().inputs().evaluation()),
        "the revealed code is the proven code");
    checks.require(
        "revealed: deployed code",
        Arrays.equals(
            code.hash(), Keccak256.hash(chain.codeAt(statement.terms().newImplementation()))),
        "at " + statement.terms().newImplementation());
    return code;
  }
}
