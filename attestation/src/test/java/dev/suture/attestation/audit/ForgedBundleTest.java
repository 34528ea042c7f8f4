// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.suture.attestation.GoldenPatch;
import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.bundle.BundleSigner;
import dev.suture.attestation.bundle.ParameterOpening;
import dev.suture.attestation.bundle.ProofEntry;
import dev.suture.attestation.statement.Claim;
import dev.suture.attestation.statement.ClaimDetail;
import dev.suture.attestation.statement.ExecutionDetail;
import dev.suture.attestation.statement.PublishedScenario;
import dev.suture.attestation.statement.SafeConditions;
import dev.suture.attestation.statement.Statement;
import dev.suture.prover.ExecutionClaim;
import dev.suture.prover.FunctionSelectors;
import dev.suture.prover.Prover;
import dev.suture.prover.Provers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a bundle says that no proof could say is a check that fails, and no end of the audit.
 */
final class ForgedBundleTest {
  private static final String ADDRESS = "0x" + "0a".repeat(20);
  private static final Prover PROVER = Provers.jni();

  @AfterAll
  static void close() {
    PROVER.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'address':'A','field':'nonce','op':'==','value':'0x1'}", // of which nothing is proven
        "{'tx':0,'status':0,'more':1}",
        "{'tx':0,'status':2}",
      })
  void failsOnConditionsThatNoProofHas(String condition) {
    assertFails("safe", blocked("[" + condition + "]"));
  }

  @Test
  void failsOnMoreConditionsThanAProofHas() {
    String many = String.join(",", Collections.nCopies(40, "{'tx':0,'status':0}"));
    assertFails("safe", blocked("[" + many + "]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "'A'", "'0x'"})
  void failsOnAPublicScenarioThatNoProofHas(String to) {
    String json =
        """
        {"name":"public scenario","hardfork":"osaka","target":"A","env":{"number":1,\
        "timestamp":2,"chainid":1,"coinbase":"A","basefee":"0x0","prevrandao":"0x0",\
        "gaslimit":60000000},"pre":{"A":{"balance":"0x1","code":"0x00"}},"exploit":[],\
        "benign":[[{"from":"A","to":TO,"value":"0x0","data":"0x","gas":1}]],\
        "benignLabels":["x"],"exploitSucceeded":[]}
        """
            .replace("TO", to.replace('\'', '"'))
            .replace("\"A\"", '"' + ADDRESS + '"');
    PublishedScenario open =
        new PublishedScenario(json.getBytes(StandardCharsets.UTF_8), new byte[32]);
    assertFails(
        "public scenario", new ExecutionDetail(claim(false), Optional.empty(), Optional.of(open)));
  }

  @Test
  void failsOnAVerifyingKeyThatIsNone() {
    Bundle forged = bundle(Optional.empty(), new byte[] {1, 2, 3}, new byte[32]);
    assertEquals(Check.Outcome.FAIL, outcome(forged, "proof 0: Groth16"));
  }

  @Test
  void failsOnParametersThatOpenNothing() {
    byte[] outside = new byte[32];
    Arrays.fill(outside, (byte) 0xff);
    Bundle forged = bundle(Optional.empty(), GoldenPatch.bytes("vkBlob"), outside);
    assertEquals(Check.Outcome.FAIL, outcome(forged, "proof 0: parameters"));
  }

  /** What a key says of its making is only what its maker says. */
  @Test
  void vouchesForNoKey() {
    byte[] blob = GoldenPatch.bytes("vkBlob");
    Arrays.fill(blob, 32 * 32, blob.length, (byte) 7);
    Bundle forged = bundle(Optional.empty(), blob, new byte[32]);
    assertEquals(Check.Outcome.WARN, outcome(forged, "proof 0: key kind"));
  }

  private static ExecutionDetail blocked(String safe) {
    String json = safe.replace('\'', '"').replace("\"A\"", '"' + ADDRESS + '"');
    return new ExecutionDetail(
        claim(true), Optional.of(SafeConditions.parse(json)), Optional.empty());
  }

  private static ExecutionClaim claim(boolean blocked) {
    byte[] word = new byte[32];
    return new ExecutionClaim(
        "exec-1k",
        new byte[20],
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

  private static void assertFails(String check, ClaimDetail detail) {
    Bundle forged =
        bundle(Optional.of(detail), GoldenPatch.bytes("vkBlob"), GoldenPatch.bytes("bS"));
    assertEquals(Check.Outcome.FAIL, outcome(forged, "proof 0: " + check));
  }

  private static Check.Outcome outcome(Bundle forged, String name) {
    AuditReport report = new Auditor(PROVER).audit(forged, Optional.empty());
    assertEquals(Verdict.REJECTED, report.verdict());
    return report.checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + report))
        .outcome();
  }

  /** The golden bundle with another claim, key or blind of the parameters. */
  private static Bundle bundle(Optional<ClaimDetail> detail, byte[] vkBlob, byte[] blind) {
    Bundle golden = GoldenPatch.bundle();
    Statement s = golden.statement();
    Claim c = s.claims().getFirst();
    Claim claim =
        new Claim(c.selector(), c.vkHash(), c.claim(), detail.orElseGet(() -> c.detail()));
    ProofEntry entry = golden.proofs().getFirst();
    ParameterOpening opening = golden.opening().orElseThrow();
    return Bundle.assemble(
        new Statement(s.terms(), s.codeCommitment(), s.revealCommitment(), List.of(claim)),
        List.of(new ProofEntry(entry.proof(), entry.inputs(), vkBlob)),
        Optional.of(
            new ParameterOpening(blind, opening.forbiddenOpcodes(), opening.declaredSlots())),
        golden.oldCode(),
        golden.labels(),
        BundleSigner.fromSeed(new byte[32]));
  }
}
