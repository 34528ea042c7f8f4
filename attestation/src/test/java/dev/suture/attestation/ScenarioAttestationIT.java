// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.audit.AuditReport;
import dev.suture.attestation.audit.Auditor;
import dev.suture.attestation.audit.Check;
import dev.suture.attestation.audit.Disclosure;
import dev.suture.attestation.audit.Verdict;
import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.bundle.OpenedScenario;
import dev.suture.attestation.bundle.ProofEntry;
import dev.suture.attestation.bundle.ScenarioOpening;
import dev.suture.attestation.patch.CaseFolder;
import dev.suture.attestation.patch.CaseScenarios;
import dev.suture.attestation.patch.Patch;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.attestation.property.ProofPlan;
import dev.suture.attestation.statement.Address;
import dev.suture.attestation.statement.Claim;
import dev.suture.attestation.statement.ExecutionDetail;
import dev.suture.attestation.statement.SafeConditions;
import dev.suture.attestation.statement.Statement;
import dev.suture.prover.ExecutionClaim;
import dev.suture.prover.FunctionSelectors;
import dev.suture.prover.Prover;
import dev.suture.prover.Provers;
import dev.suture.prover.PublicInputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One attestation with real proofs of the code, of an exploit, of benign use and of a refusal. */
class ScenarioAttestationIT {
  private static final Path CASE =
      Path.of(
          System.getenv().getOrDefault("SUTURE_SHARED", "../../shared"),
          "cases",
          "counter-underflow");
  private static final int EXPLOIT = 1;
  private static final int BENIGN = 2;
  private static final int EXPECTED = 3;
  private static final String ATTACKER = "0xba11000000000000000000000000000000000005";
  private static final String SAFE =
      """
      [{"address":"%s","field":"balance","op":"==","value":"pre"},{"tx":0,"status":0}]\
      """
          .formatted(ATTACKER);

  private static Prover prover;
  private static Patch patch;
  private static ProofPlan plan;
  private static PreparedAttestation prepared;
  private static Bundle bundle;

  @BeforeAll
  static void attest() {
    prover = Provers.jni();
    CaseFolder folder = CaseFolder.read(CASE, Optional.of("guard"));
    CaseScenarios scenarios = oneOfEach(folder.scenarios().orElseThrow());
    patch = new Patch(folder.oldCode(), folder.newCode(), Optional.of(scenarios));
    AttestedCase attested =
        AttestedCase.prove(
            prover,
            patch,
            """
            version: 1
            shape: code-8k
            properties:
              code.size: {maxBytes: 8192}
              exploit.blocked: {}
              behaviour.preserved: {selectors: ["take(uint256)"]}
              behaviour.expected: {}
            """,
            AttestedCase.terms(folder, Address.fromHex("target", folder.target())));
    plan = attested.plan();
    prepared = attested.prepared();
    bundle = attested.bundle();
  }

  @AfterAll
  static void close() {
    prover.close();
  }

  /**
   * The case with its first benign scenario only, to spare the machine; what is safe; and the
   * exploit as a scenario that new code is expected to refuse.
   */
  private static CaseScenarios oneOfEach(CaseScenarios all) {
    String text = new String(all.json(), StandardCharsets.UTF_8);
    try {
      var json = (ObjectNode) new ObjectMapper().readTree(text);
      for (String list : List.of("benign", "benignLabels")) {
        var first = json.path(list).get(0);
        json.putArray(list).add(first);
      }
      json.set("safe", new ObjectMapper().readTree(SAFE));
      var refused = json.putArray("expected").addObject().put("label", "take more than was put");
      refused.set("transactions", json.path("exploit"));
      refused.putArray("conditions").addObject().put("tx", 0).put("status", 0);
      return CaseScenarios.parse("case", json.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void plansTheSmallestShapes() {
    assertEquals(
        List.of("code code-8k", "exploit exec-1k", "benign 0 exec-1k", "expected 0 exec-1k"),
        plan.proofs().stream().map(p -> p.name() + " " + p.shape().name()).toList());
    assertEquals(List.of("sampled"), plan.labels());
    assertEquals(
        plan.proofs().stream().mapToLong(p -> p.shape().expectedProveMillis()).sum(),
        plan.expectedProveMillis());
  }

  @Test
  void isAcceptedBeforeTheRevealWithoutTheCode() {
    AuditReport report = audit(bundle, Disclosure.NONE);
    assertEquals(List.of(), failures(report));
    assertEquals(Verdict.ACCEPTED, report.verdict());
    assertEquals(List.of("sampled"), bundle.labels());
  }

  @Test
  void roundTripsWithAllProofs() {
    byte[] bytes = bundle.toBytes();
    Bundle read = Bundle.fromBytes(bytes);
    assertArrayEquals(bytes, read.toBytes());
    assertEquals(4, read.proofs().size());
    ExecutionClaim exploit = execution(read, EXPLOIT);
    assertTrue(exploit.harmClaimed() && !exploit.preserved());
    assertTrue(exploit.blockedByRevert() && exploit.expectedClaimed());
    assertEquals(SAFE, detail(read, EXPLOIT).safe().orElseThrow().json());
    ExecutionClaim benign = execution(read, BENIGN);
    assertTrue(!benign.harmClaimed() && benign.preserved() && benign.succeeded() > 0);
    assertEquals(1, benign.selectors().all().size());
    assertFalse(benign.blockedByRevert() || benign.expectedClaimed());
    ExecutionClaim expected = execution(read, EXPECTED);
    assertTrue(expected.expectedClaimed() && !expected.harmClaimed() && !expected.preserved());
  }

  @Test
  void saysInWordsWhatIsProven() {
    String scope = new String(bundle.toBytes(), StandardCharsets.UTF_8);
    for (String words :
        List.of(
            "Blocked by a revert: entries and exits of all calls are the same in both runs",
            "  - the balance of " + ATTACKER + " is what it was",
            "  - transaction 0 fails",
            "succeeds and is not rolled back: " + execution(bundle, BENIGN).selectors(),
            "Proof 3, behaviour.expected: committed conditions hold")) {
      assertTrue(scope.contains(words), words);
    }
    String lines = audit(bundle, Disclosure.NONE).checks().toString();
    assertTrue(lines.contains("after it, on new code: the balance of " + ATTACKER), lines);
  }

  @Test
  void isAcceptedAfterTheRevealWithItsOpening() {
    AuditReport report = audit(bundle, disclosure(prepared.scenarioOpening().orElseThrow()));
    assertEquals(List.of(), failures(report));
    assertEquals(Verdict.ACCEPTED, report.verdict());
    List<String> names = report.checks().stream().map(Check::name).toList();
    for (int i : List.of(EXPLOIT, BENIGN, EXPECTED)) {
      for (String what : List.of("runs", "scenario", "harm", "expected", "preserved", "claim A")) {
        assertTrue(names.contains("opened " + i + ": " + what), names::toString);
      }
    }
  }

  @Test
  void readsItsOpeningBack() {
    ScenarioOpening opening = prepared.scenarioOpening().orElseThrow();
    ScenarioOpening read = ScenarioOpening.fromBytes(opening.toBytes());
    assertArrayEquals(opening.toBytes(), read.toBytes());
    byte[] longer =
        (new String(opening.toBytes(), StandardCharsets.UTF_8) + " ")
            .getBytes(StandardCharsets.UTF_8);
    assertThrows(MalformedInputException.class, () -> ScenarioOpening.fromBytes(longer));
  }

  @Test
  void keepsTheScenariosOutOfTheBundle() {
    String all = new String(bundle.toBytes(), StandardCharsets.ISO_8859_1);
    String json = new String(patch.requireCase().json(), StandardCharsets.UTF_8);
    Matcher data = Pattern.compile("\"data\":\"0x([0-9a-f]{8,})").matcher(json);
    int looked = 0;
    while (data.find()) {
      assertFalse(all.contains(data.group(1)));
      looked++;
    }
    assertTrue(looked > 0, "the search finds call data in the case");
  }

  @Test
  void rejectsAnyOtherClaimAboutTheExploit() {
    byte[] other = execution(bundle, BENIGN).scenario();
    byte[] large = new byte[32];
    Arrays.fill(large, (byte) 0xff);
    byte[] elsewhere = execution(bundle, EXPLOIT).target().clone();
    elsewhere[19] ^= 1;
    rejects(EXPLOIT, c -> c.harm = flipped(c.harm));
    rejects(EXPLOIT, c -> c.scenario = other);
    rejects(EXPLOIT, c -> c.scenario = large);
    rejects(EXPLOIT, c -> c.target = elsewhere);
    rejects(EXPLOIT, c -> c.shape = "exec-4k");
    rejects(EXPLOIT, c -> c.shape = "exec-9k");
    rejects(EXPLOIT, c -> c.blockedByRevert = !c.blockedByRevert);
    rejects(EXPLOIT, c -> c.expected = flipped(c.expected));
    rejects(
        EXPLOIT,
        c -> {
          c.preserved = true;
          c.succeeded = 1;
        });
  }

  @Test
  void rejectsAnyOtherClaimAboutBenignUse() {
    rejects(BENIGN, c -> c.succeeded++);
    rejects(BENIGN, c -> c.harmClaimed = true);
    rejects(BENIGN, c -> c.expectedClaimed = true);
    rejects(BENIGN, c -> c.selectors = FunctionSelectors.of(List.of("0x2e1a7d4d")));
    rejects(BENIGN, c -> c.selectors = FunctionSelectors.NONE);
  }

  /** The statement spells out another claim; proof and A stay. */
  private static void rejects(int i, Consumer<ChangedClaim> change) {
    List<Claim> claims = new ArrayList<>(bundle.statement().claims());
    Claim c = claims.get(i);
    ChangedClaim other = new ChangedClaim(execution(bundle, i));
    change.accept(other);
    ExecutionDetail changed =
        new ExecutionDetail(other.claim(), detail(bundle, i).safe(), Optional.empty());
    claims.set(i, new Claim(c.selector(), c.vkHash(), c.claim(), changed));
    assertFails("proof " + i + ": claim A", with(claims, bundle.proofs()));
  }

  @Test
  void rejectsOtherSafeConditions() {
    List<Claim> claims = new ArrayList<>(bundle.statement().claims());
    Claim c = claims.get(EXPLOIT);
    for (String other :
        List.of(
            SAFE.replace("==", ">="),
            SAFE.replace("pre", "0x1"),
            SAFE.replace("0005", "0006"),
            "[{\"tx\":0,\"status\":0}]")) {
      ExecutionDetail changed =
          new ExecutionDetail(
              execution(bundle, EXPLOIT),
              Optional.of(SafeConditions.parse(other)),
              Optional.empty());
      claims.set(EXPLOIT, new Claim(c.selector(), c.vkHash(), c.claim(), changed));
      assertFails("proof 1: safe", with(claims, bundle.proofs()));
    }
  }

  @Test
  void rejectsTheStatementOfWhichSIsRightAndAIsNot() {
    List<Claim> claims = new ArrayList<>(bundle.statement().claims());
    Claim c = claims.get(EXPLOIT);
    claims.set(EXPLOIT, new Claim(c.selector(), c.vkHash(), flipped(c.claim()), c.detail()));
    assertFails("proof 1: claim A", with(claims, bundle.proofs()));
  }

  @Test
  void rejectsSwappedClaims() {
    List<Claim> claims = new ArrayList<>(bundle.statement().claims());
    Collections.swap(claims, EXPLOIT, BENIGN);
    assertFails("proof 1: claim A", with(claims, bundle.proofs()));
    List<ProofEntry> proofs = new ArrayList<>(bundle.proofs());
    Collections.swap(proofs, EXPLOIT, BENIGN);
    assertFails("proof 1: claim A", with(bundle.statement().claims(), proofs));
  }

  @Test
  void rejectsTheProofOfAnotherClaim() {
    List<ProofEntry> proofs = new ArrayList<>(bundle.proofs());
    ProofEntry exploit = proofs.get(EXPLOIT);
    proofs.set(
        EXPLOIT, new ProofEntry(proofs.get(BENIGN).proof(), exploit.inputs(), exploit.vkBlob()));
    assertFails("proof 1: Groth16", with(bundle.statement().claims(), proofs));
  }

  /** A proof about another code has another C, so that its A does not open. */
  @Test
  void rejectsAClaimAboutAnotherCode() {
    byte[] otherC =
        prover.newCodeCommitment(
            patch.oldCode().bytes(),
            prepared.secretBlinds().commitment(),
            prepared.secretBlinds().evaluation());
    byte[] s =
        prover.executionStatement(
            prover.oldCodeCommitment(patch.oldCode().bytes()), execution(bundle, EXPLOIT));
    List<Claim> claims = new ArrayList<>(bundle.statement().claims());
    Claim c = claims.get(EXPLOIT);
    claims.set(EXPLOIT, new Claim(c.selector(), c.vkHash(), prover.claim(otherC, s), c.detail()));
    assertFails("proof 1: claim A", with(claims, bundle.proofs()));
  }

  @Test
  void rejectsProofsThatDisagreeOnTheCode() {
    List<ProofEntry> proofs = new ArrayList<>(bundle.proofs());
    ProofEntry entry = proofs.get(BENIGN);
    PublicInputs in = entry.inputs();
    PublicInputs other = new PublicInputs(in.claim(), in.challenge(), flipped(in.evaluation()));
    proofs.set(BENIGN, new ProofEntry(entry.proof(), other, entry.vkBlob()));
    assertFails("proof 2: evaluation y", with(bundle.statement().claims(), proofs));
  }

  @Test
  void rejectsLabelsThatAreNotEarned() {
    Bundle more =
        Bundle.assemble(
            bundle.statement(),
            bundle.proofs(),
            bundle.opening(),
            bundle.oldCode(),
            List.of("contained", "sampled"),
            AttestedCase.SIGNER);
    assertFails("labels", more);
  }

  @Test
  void rejectsOpeningsThatAreNotTheProvenScenarios() {
    ScenarioOpening right = prepared.scenarioOpening().orElseThrow();
    OpenedScenario exploit = right.scenarios().get(0);
    OpenedScenario benign = right.scenarios().get(1);
    OpenedScenario expected = right.scenarios().get(2);
    byte[] blind = exploit.scenarioBlind();
    byte[] harm = exploit.harmBlind();
    byte[] safe = exploit.expectedBlind();
    int number = exploit.scenario();
    opens("opened 1: scenario", new OpenedScenario(EXPLOIT, number, flipped(blind), harm, safe));
    opens("opened 1: harm", new OpenedScenario(EXPLOIT, number, blind, flipped(harm), safe));
    opens("opened 1: expected", new OpenedScenario(EXPLOIT, number, blind, harm, flipped(safe)));
    opens("opened 1: preserved", new OpenedScenario(EXPLOIT, 0, blind, harm, safe));
    opens("opened 2: runs", new OpenedScenario(BENIGN, 7, blind, harm, benign.expectedBlind()));
    opens(
        "opened 3: expected",
        new OpenedScenario(
            EXPECTED,
            expected.scenario(),
            expected.scenarioBlind(),
            expected.harmBlind(),
            flipped(expected.expectedBlind())));
  }

  private static void opens(String check, OpenedScenario scenario) {
    ScenarioOpening right = prepared.scenarioOpening().orElseThrow();
    ScenarioOpening wrong =
        new ScenarioOpening(
            right.patchId(),
            right.commitmentBlind(),
            right.evaluationBlind(),
            right.caseJson(),
            List.of(scenario));
    assertFails(check, bundle, disclosure(wrong));
  }

  @Test
  void rejectsTheOpeningOfAnotherPatchAndOtherCode() {
    ScenarioOpening right = prepared.scenarioOpening().orElseThrow();
    ScenarioOpening other =
        new ScenarioOpening(
            flipped(right.patchId()),
            right.commitmentBlind(),
            right.evaluationBlind(),
            right.caseJson(),
            right.scenarios());
    assertFails("opened: patch", bundle, disclosure(other));
    Disclosure oldCode = new Disclosure(Optional.of(right), Optional.of(patch.oldCode()));
    assertFails("opened: C", bundle, oldCode);
    assertFails("opened 1: runs", bundle, oldCode);
  }

  @Test
  void cannotSayMoreWhereTheCodeOrAnOpeningIsMissing() {
    ScenarioOpening right = prepared.scenarioOpening().orElseThrow();
    Disclosure early = new Disclosure(Optional.of(right), Optional.empty());
    assertEquals(Verdict.INCONCLUSIVE, audit(bundle, early).verdict());
    Disclosure bare = new Disclosure(Optional.empty(), Optional.of(patch.newCode()));
    assertEquals(Verdict.INCONCLUSIVE, audit(bundle, bare).verdict());
    ScenarioOpening less =
        new ScenarioOpening(
            right.patchId(),
            right.commitmentBlind(),
            right.evaluationBlind(),
            right.caseJson(),
            right.scenarios().subList(0, 1));
    assertEquals(Verdict.INCONCLUSIVE, audit(bundle, disclosure(less)).verdict());
  }

  @Test
  void showsNoSecretAsText() {
    for (Object secret :
        List.of(
            prepared,
            patch.requireCase(),
            prepared.scenarioOpening().orElseThrow(),
            prepared.scenarioOpening().orElseThrow().scenarios(),
            plan)) {
      assertFalse(secret.toString().contains("[" + "B@"), secret::toString);
    }
    assertEquals("PreparedAttestation[secret]", prepared.toString());
  }

  private static Disclosure disclosure(ScenarioOpening opening) {
    RuntimeCode newCode = patch.newCode();
    return new Disclosure(Optional.of(opening), Optional.of(newCode));
  }

  private static ExecutionClaim execution(Bundle of, int i) {
    return detail(of, i).claim();
  }

  private static ExecutionDetail detail(Bundle of, int i) {
    return (ExecutionDetail) of.statement().claims().get(i).detail();
  }

  /** Another value, still in the field. */
  private static byte[] flipped(byte[] word) {
    byte[] other = word.clone();
    other[31] ^= 1;
    return other;
  }

  private static Bundle with(List<Claim> claims, List<ProofEntry> proofs) {
    Statement s = bundle.statement();
    return Bundle.assemble(
        new Statement(s.terms(), s.codeCommitment(), s.revealCommitment(), claims),
        proofs,
        bundle.opening(),
        bundle.oldCode(),
        bundle.labels(),
        AttestedCase.SIGNER);
  }

  private static AuditReport audit(Bundle which, Disclosure disclosure) {
    return new Auditor(prover).audit(which, Optional.empty(), disclosure);
  }

  private static void assertFails(String check, Bundle which) {
    assertFails(check, which, Disclosure.NONE);
  }

  private static void assertFails(String check, Bundle which, Disclosure disclosure) {
    AuditReport report = audit(which, disclosure);
    assertEquals(Verdict.REJECTED, report.verdict());
    assertTrue(failures(report).contains(check), failures(report).toString());
  }

  private static List<String> failures(AuditReport report) {
    return report.checks().stream()
        .filter(c -> c.outcome() == Check.Outcome.FAIL)
        .map(Check::name)
        .toList();
  }
}
