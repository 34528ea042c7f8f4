// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.suture.attestation.audit.AuditReport;
import dev.suture.attestation.audit.Auditor;
import dev.suture.attestation.audit.Check;
import dev.suture.attestation.audit.Disclosure;
import dev.suture.attestation.audit.Verdict;
import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.patch.CaseFiles;
import dev.suture.attestation.patch.CaseFolder;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.Patch;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.attestation.statement.Address;
import dev.suture.attestation.statement.Claim;
import dev.suture.attestation.statement.ExecutionDetail;
import dev.suture.attestation.statement.PublishedScenario;
import dev.suture.attestation.statement.Statement;
import dev.suture.prover.Prover;
import dev.suture.prover.Provers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Benign use that is published with its proof, of a case whose state holds the attacker's code. */
class PublicScenarioIT {
  private static final Path CASE =
      Path.of(
          System.getenv().getOrDefault("SUTURE_SHARED", "../../shared"),
          "cases",
          "simple-reentrancy");
  private static final int BENIGN = 1;

  private static Prover prover;
  private static Patch patch;
  private static Bundle bundle;

  @BeforeAll
  static void attest() {
    prover = Provers.jni();
    CaseFolder folder = CaseFolder.read(CASE, Optional.of("lock"));
    patch = new Patch(folder.oldCode(), folder.newCode(), folder.scenarios());
    bundle =
        AttestedCase.prove(
                prover,
                patch,
                """
                version: 1
                shape: code-8k
                scenarios: {benign: public}
                properties:
                  code.size: {maxBytes: 8192}
                  behaviour.preserved: {}
                """,
                AttestedCase.terms(folder, Address.ZERO))
            .bundle();
  }

  @AfterAll
  static void close() {
    prover.close();
  }

  @Test
  void isRunAgainOnOldCodeBeforeTheReveal() {
    AuditReport report = audit(bundle, Disclosure.NONE);
    assertEquals(Verdict.ACCEPTED, report.verdict(), report::toString);
    assertEquals(Check.Outcome.PASS, outcome(report, "proof 1: public scenario"));
    assertEquals(Check.Outcome.PASS, outcome(report, "proof 1: on old code"));
    assertEquals(
        Check.Outcome.WARN, outcome(report, "proof 1: target"), "the terms name another target");
  }

  @Test
  void isRunAgainOnBothCodesAfterTheReveal() {
    AuditReport right = audit(bundle, shown(patch.newCode()));
    assertEquals(Check.Outcome.PASS, outcome(right, "revealed 1: public scenario"));
    AuditReport wrong = audit(bundle, shown(RuntimeCode.fromHex("new code", "5f5ffd")));
    assertEquals(Check.Outcome.FAIL, outcome(wrong, "revealed 1: public scenario"));
  }

  private static Disclosure shown(RuntimeCode newCode) {
    return new Disclosure(Optional.empty(), Optional.of(newCode));
  }

  @Test
  void roundTripsAndSaysThatItIsPublic() {
    byte[] bytes = bundle.toBytes();
    assertArrayEquals(bytes, Bundle.fromBytes(bytes).toBytes());
    String text = new String(bytes, StandardCharsets.UTF_8);
    assertTrue(text.contains("The scenario is public, in scenarios/ of this bundle."));
    assertTrue(text.contains("scenarios/1/case.json"));
  }

  /** The state before is that of all scenarios: what only the exploit uses stays with the owner. */
  @Test
  void publishesNothingOfTheExploit() throws IOException {
    JsonNode whole = new ObjectMapper().readTree(new CaseFiles(CASE).caseJson());
    JsonNode published = new ObjectMapper().readTree(scenario(bundle).caseJson());
    assertEquals(0, published.path("exploit").size());
    assertEquals(0, published.path("exploitSucceeded").size());
    assertEquals(whole.path("benign").path(0), published.path("benign").path(0));
    String text = published.toString();
    String target = whole.path("target").asText();
    int contracts = 0;
    for (var account : whole.path("pre").properties()) {
      String code = account.getValue().path("code").asText();
      if (code.length() > 2 && !account.getKey().equals(target)) {
        assertFalse(text.contains(code.substring(2)) || text.contains(account.getKey()));
        contracts++;
      }
    }
    assertTrue(contracts > 0, "the case has a contract of the attacker");
  }

  @Test
  void rejectsAnotherScenarioAndAnotherBlind() {
    PublishedScenario right = scenario(bundle);
    byte[] blind = right.blind().clone();
    blind[31] ^= 1;
    assertFails(new PublishedScenario(right.caseJson(), blind));
    String text = new String(right.caseJson(), StandardCharsets.UTF_8);
    String other = text.replaceFirst("\"timestamp\":(\\d)", "\"timestamp\":1$1");
    assertFails(new PublishedScenario(other.getBytes(StandardCharsets.UTF_8), right.blind()));
    for (String hiding : List.of(text + " ", text.replace("\"exploit\":[]", "\"exploit\":[{}]"))) {
      assertThrows(
          MalformedInputException.class,
          () -> new PublishedScenario(hiding.getBytes(StandardCharsets.UTF_8), right.blind()));
    }
  }

  private static void assertFails(PublishedScenario published) {
    Statement s = bundle.statement();
    List<Claim> claims = new ArrayList<>(s.claims());
    Claim c = claims.get(BENIGN);
    ExecutionDetail detail = (ExecutionDetail) c.detail();
    claims.set(
        BENIGN,
        new Claim(
            c.selector(),
            c.vkHash(),
            c.claim(),
            new ExecutionDetail(detail.claim(), detail.safe(), Optional.of(published))));
    Bundle changed =
        Bundle.assemble(
            new Statement(s.terms(), s.codeCommitment(), s.revealCommitment(), claims),
            bundle.proofs(),
            bundle.opening(),
            bundle.oldCode(),
            bundle.labels(),
            AttestedCase.SIGNER);
    assertEquals(
        Check.Outcome.FAIL, outcome(audit(changed, Disclosure.NONE), "proof 1: public scenario"));
  }

  private static PublishedScenario scenario(Bundle of) {
    ExecutionDetail detail = (ExecutionDetail) of.statement().claims().get(BENIGN).detail();
    assertEquals(
        Hex.encode(patch.requireCase().targetAddress()), Hex.encode(detail.claim().target()));
    return detail.published().orElseThrow();
  }

  private static AuditReport audit(Bundle which, Disclosure disclosure) {
    return new Auditor(prover).audit(which, Optional.empty(), disclosure);
  }

  private static Check.Outcome outcome(AuditReport report, String name) {
    return report.checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + report))
        .outcome();
  }
}
