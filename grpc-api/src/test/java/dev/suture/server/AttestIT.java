// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.longrunning.Operation;
import com.google.protobuf.ByteString;
import dev.suture.attestation.audit.AuditReport;
import dev.suture.attestation.audit.Auditor;
import dev.suture.attestation.audit.Disclosure;
import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.bundle.ScenarioOpening;
import dev.suture.chain.AnvilChain;
import dev.suture.chain.ChainEndpoint;
import dev.suture.chain.DevDeployment;
import dev.suture.chain.Web3ChainView;
import dev.suture.prover.Prover;
import dev.suture.prover.Provers;
import dev.suture.v1.AttestRequest;
import dev.suture.v1.Attestation;
import dev.suture.v1.AuditCheck;
import dev.suture.v1.Chain;
import dev.suture.v1.GetVerifyingKeyRequest;
import dev.suture.v1.Job;
import dev.suture.v1.JobState;
import dev.suture.v1.ListRequest;
import dev.suture.v1.ListShapesRequest;
import dev.suture.v1.PlanRequest;
import dev.suture.v1.PlanResponse;
import dev.suture.v1.PublishRequest;
import dev.suture.v1.PublishResult;
import dev.suture.v1.RevealRequest;
import dev.suture.v1.RevealResult;
import dev.suture.v1.Verdict;
import dev.suture.v1.VerifyRequest;
import dev.suture.v1.VerifyResponse;
import dev.suture.v1.VerifyingKey;
import dev.suture.v1.WatchRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way over gRPC, with real processes, PostgreSQL and chain. */
class AttestIT {
  private static LocalSuture suture;

  @BeforeAll
  static void start(@TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.ON_SUCCESS) Path home) {
    suture = LocalSuture.start(home, Map.of());
  }

  @AfterAll
  static void stop() {
    suture.close();
  }

  @Test
  void plansBeforeItProves() {
    PlanResponse plan =
        suture.client().plan(PlanRequest.newBuilder().setPatch(Samples.patch()).build());
    assertTrue(plan.getAccepted(), () -> plan.getReasonsList().toString());
    assertEquals("code-8k", plan.getProofs(0).getShape().getName());
    assertEquals(List.of("contained"), plan.getLabelsList());
  }

  @Test
  void listsShapesOfTheWorker() {
    assertEquals(
        List.of("code-8k", "code-24k", "exec-1k", "exec-4k", "exec-16k"),
        suture.client().listShapes(ListShapesRequest.getDefaultInstance()).getShapesList().stream()
            .map(shape -> shape.getName())
            .toList());
  }

  @Test
  void attestsPublishesRevealsAndAudits() throws Exception {
    try (AnvilChain anvil = AnvilChain.start()) {
      DevDeployment deployment =
          DevDeployment.deploy(anvil, Samples.OLD_CODE, Samples.initialize());
      VerifyingKey key =
          suture
              .client()
              .getVerifyingKey(GetVerifyingKeyRequest.newBuilder().setShape("code-8k").build());
      deployment.addVerifier(key.getVkBlob().toByteArray());
      AttestRequest request =
          AttestRequest.newBuilder()
              .setPatch(Samples.patch())
              .setTerms(Samples.terms(deployment.terms(Samples.OLD_CODE)))
              .build();
      Operation attested = suture.client().attest(request);
      List<Job> watched = new ArrayList<>();
      suture
          .client()
          .watch(WatchRequest.newBuilder().setName(attested.getName()).build())
          .forEachRemaining(watched::add);
      assertEquals(JobState.JOB_STATE_DONE, watched.getLast().getState());
      assertTrue(
          watched.stream().anyMatch(job -> job.getPhase().startsWith("prove")), watched::toString);
      Attestation attestation = result(suture.await(attested.getName())).unpack(Attestation.class);
      Chain chain = Chain.newBuilder().setRpcUrl(anvil.uri().toString()).build();

      PublishRequest publish =
          PublishRequest.newBuilder().setAttestation(attested.getName()).setChain(chain).build();
      PublishResult published = result(publish(publish)).unpack(PublishResult.class);
      assertEquals(attestation.getPatchId(), published.getPatchId());
      long nonce = anvil.nonce(deployment.proposer());
      result(publish(publish));
      assertEquals(nonce, anvil.nonce(deployment.proposer()), "a second publish sends nothing");

      deployment.approve(attestation.getPatchId().toByteArray());
      Operation revealing =
          suture
              .client()
              .reveal(
                  RevealRequest.newBuilder()
                      .setAttestation(attested.getName())
                      .setChain(chain)
                      .build());
      RevealResult revealed = result(suture.await(revealing.getName())).unpack(RevealResult.class);
      assertEquals(
          ByteString.copyFrom(request.getTerms().getNewImplementation().toByteArray()),
          revealed.getImplementation());
      assertArrayEquals(Samples.NEW_CODE, code(anvil, revealed.getImplementation()));

      VerifyResponse audit =
          suture
              .client()
              .verify(
                  VerifyRequest.newBuilder()
                      .setBundle(attestation.getBundle())
                      .setRpcUrl(anvil.uri().toString())
                      .build());
      assertEquals(Verdict.VERDICT_ACCEPTED, audit.getVerdict(), () -> text(audit));
      assertTrue(
          suture.client().list(ListRequest.getDefaultInstance()).getJobsList().stream()
              .anyMatch(job -> job.getName().equals(attested.getName())));
    }
  }

  /** Three proofs under two keys: the chain verifies each, and the reveal is that of all. */
  @Test
  void attestsTheScenariosOfACaseBesideTheCode() throws Exception {
    try (AnvilChain anvil = AnvilChain.start()) {
      DevDeployment deployment =
          DevDeployment.deploy(anvil, Samples.OLD_CODE, Samples.initialize());
      for (String shape : List.of("code-8k", "exec-1k")) {
        VerifyingKey key =
            suture
                .client()
                .getVerifyingKey(GetVerifyingKeyRequest.newBuilder().setShape(shape).build());
        deployment.addVerifier(key.getVkBlob().toByteArray());
      }
      AttestRequest request =
          AttestRequest.newBuilder()
              .setPatch(new SampleCase().patch())
              .setTerms(Samples.terms(deployment.terms(Samples.OLD_CODE)))
              .build();
      PlanResponse plan =
          suture.client().plan(PlanRequest.newBuilder().setPatch(request.getPatch()).build());
      assertEquals(Verdict.VERDICT_ACCEPTED, plan.getVerdict(), plan::toString);
      assertEquals(
          List.of("code code-8k", "exploit exec-1k", "benign 0 exec-1k"),
          plan.getProofsList().stream()
              .map(proof -> proof.getName() + " " + proof.getShape().getName())
              .toList());
      String name = suture.client().attest(request).getName();
      List<Job> watched = watch(name);
      assertRisesOverAllProofs(watched);
      Attestation attestation = result(suture.await(name)).unpack(Attestation.class);
      assertEquals(List.of("contained", "sampled"), attestation.getLabelsList());
      Chain chain = Chain.newBuilder().setRpcUrl(anvil.uri().toString()).build();
      PublishResult published =
          result(publish(PublishRequest.newBuilder().setAttestation(name).setChain(chain).build()))
              .unpack(PublishResult.class);
      assertEquals(
          List.of("commit", "prove", "anchor"),
          published.getTransactionsList().stream().map(tx -> tx.getStep()).toList());
      deployment.approve(attestation.getPatchId().toByteArray());
      RevealRequest reveal =
          RevealRequest.newBuilder().setAttestation(name).setChain(chain).build();
      result(suture.await(suture.client().reveal(reveal).getName()));
      assertOpens(attestation, anvil);
    }
  }

  private static List<Job> watch(String name) {
    List<Job> watched = new ArrayList<>();
    suture
        .client()
        .watch(WatchRequest.newBuilder().setName(name).build())
        .forEachRemaining(watched::add);
    return watched;
  }

  private static void assertRisesOverAllProofs(List<Job> watched) {
    List<Job> proving =
        watched.stream().filter(job -> job.getPhase().startsWith("prove ")).toList();
    for (String step : List.of("prove 1/3 code-8k", "prove 2/3 exec-1k", "prove 3/3 exec-1k")) {
      assertTrue(
          proving.stream().anyMatch(job -> job.getPhase().startsWith(step)), proving::toString);
    }
    for (int i = 1; i < proving.size(); i++) {
      assertTrue(proving.get(i - 1).getPercent() <= proving.get(i).getPercent(), proving::toString);
    }
  }

  /** After the reveal the opened scenarios are run again on the code that the chain has. */
  private static void assertOpens(Attestation attestation, AnvilChain anvil) {
    ScenarioOpening opening =
        ScenarioOpening.fromBytes(attestation.getScenarioOpening().toByteArray());
    Bundle bundle = Bundle.fromBytes(attestation.getBundle().toByteArray());
    try (Prover prover = Provers.jni();
        ChainEndpoint endpoint = ChainEndpoint.open(anvil.uri())) {
      AuditReport report =
          new Auditor(prover)
              .audit(
                  bundle,
                  Optional.of(new Web3ChainView(endpoint)),
                  new Disclosure(Optional.of(opening), Optional.empty()));
      assertEquals(
          dev.suture.attestation.audit.Verdict.ACCEPTED, report.verdict(), report::toString);
      assertEquals(
          2, report.checks().stream().filter(c -> c.name().matches("opened \\d: runs")).count());
    }
  }

  private static String text(VerifyResponse audit) {
    return audit.getChecksList().stream().map(AuditCheck::toString).reduce("", String::concat);
  }

  private static byte[] code(AnvilChain chain, ByteString address) {
    String hex = dev.suture.attestation.patch.Hex.encode(address.toByteArray());
    return dev.suture.attestation.patch.Hex.decode(
        "code", chain.rpc("eth_getCode", hex, "latest").asText());
  }

  private static Operation publish(PublishRequest request) {
    return suture.await(suture.client().publish(request).getName());
  }

  private static com.google.protobuf.Any result(Operation operation) {
    assertFalse(operation.hasError(), () -> operation.getError().toString());
    return operation.getResponse();
  }

  @Test
  void repeatsAnAttestByItsRequestId() {
    AttestRequest request =
        Samples.attest().toBuilder().setRequestId(UUID.randomUUID().toString()).build();
    Operation first = suture.client().attest(request);
    assertEquals(first.getName(), suture.client().attest(request).getName());
    result(suture.await(first.getName()));
  }
}
