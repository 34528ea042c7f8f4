// SPDX-License-Identifier: Apache-2.0
package dev.suture.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.Code;
import dev.suture.chain.SignedTransaction;
import dev.suture.chain.TransactionKey;
import dev.suture.v1.JobKind;
import dev.suture.v1.JobState;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job store on a real PostgreSQL. */
class JobStoreIT {
  private static final Set<JobKind> ATTEST = EnumSet.of(JobKind.JOB_KIND_ATTEST);
  private static final UUID FIRST = UUID.randomUUID();
  private static final UUID SECOND = UUID.randomUUID();
  private static final byte[] PAYLOAD = {1, 2, 3};

  private static EmbeddedDatabase embedded;
  private static Database database;
  private static JobStore store;
  private static DatabaseTransactionLog log;

  @BeforeAll
  static void start(@TempDir Path folder) {
    embedded = EmbeddedDatabase.open(new Home(folder));
    database = Database.connect(embedded.url(), 8);
    database.migrate();
    PayloadCipher cipher = new PayloadCipher(new byte[32]);
    store = new JobStore(database, cipher);
    log = new DatabaseTransactionLog(database, cipher);
  }

  @AfterAll
  static void stop() {
    database.close();
    embedded.close();
  }

  @BeforeEach
  void empty() {
    database
        .jdbi()
        .useHandle(handle -> handle.execute("TRUNCATE jobs, spent_seeds, transactions CASCADE"));
  }

  private static UUID attestation() {
    UUID id = UUID.randomUUID();
    byte[] seed = new byte[32];
    new SecureRandom().nextBytes(seed);
    assertTrue(store.addAttestation(id, PAYLOAD, seed));
    return id;
  }

  private static void letLeasesRunOut() {
    database
        .jdbi()
        .useHandle(
            handle -> handle.execute("UPDATE jobs SET lease_until = now() - interval '1 s'"));
  }

  @Test
  void leasesAJobToOneProcessOnly() {
    UUID id = attestation();
    LeasedJob job = store.lease(FIRST, ATTEST).orElseThrow();
    assertEquals(id, job.id());
    assertArrayEquals(PAYLOAD, job.payload());
    assertTrue(store.lease(SECOND, ATTEST).isEmpty());
  }

  @Test
  void leasesEveryJobOnceUnderContention() throws Exception {
    Set<UUID> added = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      added.add(attestation());
    }
    Set<UUID> leased = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Optional<LeasedJob>>> results =
          java.util.stream.IntStream.range(0, 60)
              .mapToObj(i -> threads.submit(() -> store.lease(UUID.randomUUID(), ATTEST)))
              .toList();
      for (Future<Optional<LeasedJob>> result : results) {
        result.get().ifPresent(job -> assertTrue(leased.add(job.id()), "leased twice"));
      }
    }
    assertEquals(added, leased);
  }

  @Test
  void givesADeadProcesssJobToAnotherAndRefusesItsLateResult() {
    UUID id = attestation();
    LeasedJob lost = store.lease(FIRST, ATTEST).orElseThrow();
    letLeasesRunOut();
    LeasedJob taken = store.lease(SECOND, ATTEST).orElseThrow();
    assertEquals(2, taken.attempt());
    assertFalse(store.heartbeat(lost, "prove", 50));
    assertFalse(store.complete(lost, new byte[] {9}, Optional.empty()));
    assertTrue(store.complete(taken, new byte[] {7}, Optional.of(new byte[] {8})));
    assertArrayEquals(new byte[] {7}, store.find(id).orElseThrow().result().orElseThrow());
    assertArrayEquals(new byte[] {8}, store.opening(id).orElseThrow());
  }

  @Test
  void aHeartbeatKeepsTheLeaseAndShowsProgress() {
    UUID id = attestation();
    LeasedJob job = store.lease(FIRST, ATTEST).orElseThrow();
    letLeasesRunOut();
    assertTrue(store.heartbeat(job, "prove: groth16", 40));
    assertTrue(store.lease(SECOND, ATTEST).isEmpty());
    assertEquals("prove: groth16", store.find(id).orElseThrow().phase());
    assertEquals(40, store.find(id).orElseThrow().percent());
  }

  @Test
  void spendsASeedOnceAndAddsNothingTheSecondTime() {
    byte[] seed = new byte[32];
    assertTrue(store.addAttestation(UUID.randomUUID(), PAYLOAD, seed));
    UUID second = UUID.randomUUID();
    JobFailure refused =
        assertThrows(JobFailure.class, () -> store.addAttestation(second, PAYLOAD, seed));
    assertEquals(Code.ALREADY_EXISTS_VALUE, refused.status().getCode());
    assertTrue(store.find(second).isEmpty());
  }

  @Test
  void aCancelledJobIsOverForItsWorker() {
    UUID id = attestation();
    LeasedJob job = store.lease(FIRST, ATTEST).orElseThrow();
    assertTrue(store.cancel(id));
    assertFalse(store.cancel(id));
    assertFalse(store.complete(job, new byte[0], Optional.empty()));
    assertEquals(JobState.JOB_STATE_CANCELLED, store.find(id).orElseThrow().state());
  }

  @Test
  void aPublicationThatSendsIsNotCancelled() {
    UUID id = store.addOnce("publish/1", JobKind.JOB_KIND_PUBLISH, PAYLOAD);
    LeasedJob job = store.lease(FIRST, EnumSet.of(JobKind.JOB_KIND_PUBLISH)).orElseThrow();
    assertEquals(id, job.id());
    assertFalse(store.cancel(id));
  }

  @Test
  void addsAJobOnceWhileItIsUnderWay() {
    UUID id = store.addOnce("publish/1", JobKind.JOB_KIND_PUBLISH, PAYLOAD);
    assertEquals(id, store.addOnce("publish/1", JobKind.JOB_KIND_PUBLISH, PAYLOAD));
    LeasedJob job = store.lease(FIRST, EnumSet.of(JobKind.JOB_KIND_PUBLISH)).orElseThrow();
    store.complete(job, new byte[0], Optional.empty());
    assertNotEquals(id, store.addOnce("publish/1", JobKind.JOB_KIND_PUBLISH, PAYLOAD));
  }

  @Test
  void forgetsOldCallsButNoAttestation() {
    UUID call = UUID.randomUUID();
    store.add(call, JobKind.JOB_KIND_PLAN, PAYLOAD);
    UUID attestation = attestation();
    database
        .jdbi()
        .useHandle(
            handle -> handle.execute("UPDATE jobs SET created = now() - interval '2 hours'"));
    store.forgetOldCalls();
    assertTrue(store.find(call).isEmpty());
    assertTrue(store.find(attestation).isPresent());
  }

  @Test
  void listsNewestFirstInPages() {
    UUID older = attestation();
    UUID newer = attestation();
    assertEquals(newer, store.list(0, 1).getFirst().id());
    assertEquals(older, store.list(1, 1).getFirst().id());
    assertTrue(store.list(2, 1).isEmpty());
  }

  @Test
  void givesOneNonceToOneTransactionForEver() {
    TransactionKey commit = new TransactionKey("31337:x", new byte[32], "commit");
    TransactionKey prove = new TransactionKey("31337:x", new byte[32], "prove");
    SignedTransaction first = log.first(commit, "0xa", BigInteger.TWO, JobStoreIT::sign);
    assertEquals(BigInteger.TWO, first.nonce());
    assertEquals(
        BigInteger.TWO, log.first(commit, "0xa", BigInteger.TEN, JobStoreIT::sign).nonce());
    assertEquals(
        BigInteger.valueOf(3), log.first(prove, "0xa", BigInteger.TWO, JobStoreIT::sign).nonce());
    log.add(commit, sign(BigInteger.TWO));
    assertEquals(2, log.attempts(commit).size());
    assertArrayEquals(new byte[] {1, 2}, log.attempts(commit).getFirst().raw());
  }

  private static SignedTransaction sign(BigInteger nonce) {
    return new SignedTransaction("0xa", nonce, new byte[32], new byte[] {1, 2});
  }
}
