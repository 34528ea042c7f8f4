// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.longrunning.Operation;
import dev.suture.chain.AnvilChain;
import dev.suture.chain.DevDeployment;
import dev.suture.v1.AttestRequest;
import dev.suture.v1.Attestation;
import dev.suture.v1.Chain;
import dev.suture.v1.GetRequest;
import dev.suture.v1.GetVerifyingKeyRequest;
import dev.suture.v1.Job;
import dev.suture.v1.PublishRequest;
import dev.suture.v1.Verdict;
import dev.suture.v1.VerifyRequest;
import dev.suture.v1.VerifyingKey;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 at random moments. How often: system property {@code suture.kills}, here 2; the seed of
 * the moments is printed and can be given as {@code suture.seed}.
 */
class KillIT {
  private static final int KILLS = Integer.getInteger("suture.kills", 2);
  private static final long SEED = Long.getLong("suture.seed", System.nanoTime());
  private static final int PROOF_MILLIS = 3_500;
  private static final int PUBLISH_MILLIS = 700;

  private final Random random = new Random(SEED);
  private LocalSuture suture;

  @BeforeEach
  void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home) {
    System.out.println("suture.seed=" + SEED);
    suture = LocalSuture.start(home, Map.of());
    // The key is loaded before the first moment is drawn, so that the kills fall into the proofs.
    suture.client().getVerifyingKey(key());
  }

  @AfterEach
  void stop() {
    suture.close();
  }

  @Test
  void anotherWorkerFinishesWhatAKilledOneBegan() throws Exception {
    for (int i = 0; i < KILLS; i++) {
      String name = suture.client().attest(Samples.attest()).getName();
      awaitAttempt(name);
      sleep(random.nextInt(PROOF_MILLIS));
      String at = job(name).getPhase();
      suture.killWorker();
      suture.startWorker();
      assertAccepted(suture.await(name));
      System.out.printf("worker killed at \"%s\", attempt %d%n", at, job(name).getAttempt());
    }
  }

  @Test
  void everyAttestationSurvivesKilledServers() throws Exception {
    for (int i = 0; i < KILLS; i++) {
      AttestRequest request =
          Samples.attest().toBuilder().setRequestId(UUID.randomUUID().toString()).build();
      String name = suture.client().attest(request).getName();
      sleep(random.nextInt(PROOF_MILLIS));
      System.out.printf("server killed at \"%s\"%n", job(name).getPhase());
      suture.killServer();
      if (i % 2 == 1) {
        suture.killDatabase();
      }
      suture.startServer();
      assertEquals(name, suture.client().attest(request).getName(), "not lost, not doubled");
      assertAccepted(suture.await(name));
    }
  }

  @Test
  void killedServersPublishOnce() throws Exception {
    try (AnvilChain anvil = AnvilChain.start()) {
      DevDeployment deployment =
          DevDeployment.deploy(anvil, Samples.OLD_CODE, Samples.initialize());
      VerifyingKey key = suture.client().getVerifyingKey(key());
      deployment.addVerifier(key.getVkBlob().toByteArray());
      for (int i = 0; i < KILLS; i++) {
        AttestRequest request =
            AttestRequest.newBuilder()
                .setPatch(Samples.patch())
                .setTerms(Samples.terms(deployment.terms(Samples.OLD_CODE)))
                .build();
        String name = suture.client().attest(request).getName();
        assertAccepted(suture.await(name));
        long before = anvil.nonce(deployment.proposer());
        publishThroughAKill(name, Chain.newBuilder().setRpcUrl(anvil.uri().toString()).build());
        assertEquals(
            before + 3, anvil.nonce(deployment.proposer()), "commit, prove and anchor, once each");
      }
    }
  }

  private void publishThroughAKill(String name, Chain chain) throws Exception {
    PublishRequest publish =
        PublishRequest.newBuilder().setAttestation(name).setChain(chain).build();
    String operation = suture.client().publish(publish).getName();
    sleep(random.nextInt(PUBLISH_MILLIS));
    System.out.printf("server killed at \"%s\"%n", job(operation).getPhase());
    suture.killServer();
    suture.startServer();
    Operation done = suture.await(suture.client().publish(publish).getName());
    assertFalse(done.hasError(), () -> done.getError().toString());
  }

  private void awaitAttempt(String name) throws Exception {
    while (job(name).getAttempt() == 0) {
      sleep(20);
    }
  }

  private Job job(String name) throws Exception {
    Operation operation = suture.client().get(GetRequest.newBuilder().setName(name).build());
    return operation.getMetadata().unpack(Job.class);
  }

  private void assertAccepted(Operation operation) throws Exception {
    assertFalse(operation.hasError(), () -> operation.getError().toString());
    Attestation attestation = operation.getResponse().unpack(Attestation.class);
    VerifyRequest request = VerifyRequest.newBuilder().setBundle(attestation.getBundle()).build();
    Verdict verdict = verify(request);
    assertTrue(
        verdict == Verdict.VERDICT_ACCEPTED, () -> "verdict of the finished bundle: " + verdict);
  }

  /** A pooled connection may still be one that died with the database. */
  private Verdict verify(VerifyRequest request) throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      try {
        return suture.client().verify(request).getVerdict();
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != Code.UNAVAILABLE) {
          throw e;
        }
        sleep(500);
      }
    }
    throw new IllegalStateException("the server stays away");
  }

  private static GetVerifyingKeyRequest key() {
    return GetVerifyingKeyRequest.newBuilder().setShape("code-8k").build();
  }

  private static void sleep(int millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }
}
