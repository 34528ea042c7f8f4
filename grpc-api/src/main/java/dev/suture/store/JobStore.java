// SPDX-License-Identifier: Apache-2.0
package dev.suture.store;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.suture.v1.JobKind;
import dev.suture.v1.JobState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Jobs, their leases and results.
 *
 * <p>A process leases a job and renews the lease by a heartbeat. A lease that ran out is taken by
 * another process; what the first one then writes is refused.
 */
public final class JobStore {
  /** A process that was silent for so long is taken for dead. */
  public static final Duration LEASE = Duration.ofSeconds(6);

  /** A job that so many processes took and none brought back is given up. */
  public static final int MAX_ATTEMPTS = 25;

  private static final String PAYLOAD = "payload";
  private static final String OPENING = "opening";
  private static final String RESULT = "result";
  private static final String ERROR = "error";
  private static final String LEASED =
      " WHERE id = :id AND lease_owner = :owner AND attempt = :attempt AND state = 'RUNNING'";

  private final Jdbi jdbi;
  private final PayloadCipher cipher;

  /** Seals with the cipher what is secret. */
  public JobStore(Database database, PayloadCipher cipher) {
    jdbi = database.jdbi();
    this.cipher = cipher;
  }

  /** Queues a job; false if the id is taken. */
  public boolean add(UUID id, JobKind kind, byte[] payload) {
    return jdbi.withHandle(handle -> insert(handle, id, kind, payload));
  }

  /**
   * Queues an attestation and spends its seed, both or neither.
   *
   * @return false if the id is taken
   * @throws JobFailure ALREADY_EXISTS if the seed was spent before
   */
  public boolean addAttestation(UUID id, byte[] payload, byte[] seed) {
    return jdbi.inTransaction(
        handle -> {
          if (!insert(handle, id, JobKind.JOB_KIND_ATTEST, payload)) {
            return false;
          }
          int spent =
              handle
                  .createUpdate(
                      "INSERT INTO spent_seeds (digest, job) VALUES (:digest, :id) ON CONFLICT DO"
                          + " NOTHING")
                  .bind("digest", cipher.digest(seed))
                  .bind("id", id)
                  .execute();
          if (spent == 0) {
            throw JobFailure.of(
                Code.ALREADY_EXISTS,
                "SEED_SPENT",
                "seed: was used before; take a fresh one",
                Map.of());
          }
          return true;
        });
  }

  /** Queues a job unless one with this key is under way; returns the one that is. */
  public UUID addOnce(String key, JobKind kind, byte[] payload) {
    Optional<UUID> id = Optional.empty();
    while (id.isEmpty()) { // the one under way may end between the two statements
      id = tryOnce(key, kind, payload);
    }
    return id.get();
  }

  private Optional<UUID> tryOnce(String key, JobKind kind, byte[] payload) {
    UUID id = UUID.randomUUID();
    return jdbi.withHandle(
        handle -> {
          int added =
              handle
                  .createUpdate(
                      "INSERT INTO jobs (id, kind, payload, dedup) VALUES (:id, :kind, :payload,"
                          + " :key) ON CONFLICT (dedup) DO NOTHING")
                  .bind("id", id)
                  .bind("kind", text(kind))
                  .bind(PAYLOAD, cipher.seal(id, PAYLOAD, payload))
                  .bind("key", key)
                  .execute();
          return added == 1
              ? Optional.of(id)
              : handle
                  .createQuery("SELECT id FROM jobs WHERE dedup = :key")
                  .bind("key", key)
                  .mapTo(UUID.class)
                  .findOne();
        });
  }

  private boolean insert(Handle handle, UUID id, JobKind kind, byte[] payload) {
    return handle
            .createUpdate(
                "INSERT INTO jobs (id, kind, payload) VALUES (:id, :kind, :payload) ON CONFLICT"
                    + " (id) DO NOTHING")
            .bind("id", id)
            .bind("kind", text(kind))
            .bind(PAYLOAD, cipher.seal(id, PAYLOAD, payload))
            .execute()
        == 1;
  }

  /** How many jobs wait for a worker. */
  public int waiting() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT count(*) FROM jobs WHERE state = 'QUEUED'")
                .mapTo(Integer.class)
                .one());
  }

  /**
   * Leases the oldest job of these kinds that waits or whose process is dead; short kinds go before
   * proofs.
   */
  public Optional<LeasedJob> lease(UUID owner, Collection<JobKind> kinds) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    UPDATE jobs SET state = 'RUNNING', attempt = attempt + 1, lease_owner = :owner,
                      lease_until = now() + :lease * interval '1 ms', updated = now(), phase = 'starting', percent = -1
                    WHERE id = (
                      SELECT id FROM jobs
                      WHERE kind = ANY(:kinds)
                        AND (state = 'QUEUED' OR (state = 'RUNNING' AND lease_until < now()))
                      ORDER BY kind = 'ATTEST', created
                      FOR UPDATE SKIP LOCKED LIMIT 1)
                    RETURNING id, kind, payload, attempt
                    """)
                .bind("owner", owner)
                .bind("lease", LEASE.toMillis())
                .bindArray("kinds", String.class, kinds.stream().map(JobStore::text).toArray())
                .map((row, context) -> leased(row, owner))
                .findOne());
  }

  private LeasedJob leased(ResultSet row, UUID owner) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    byte[] payload = cipher.open(id, PAYLOAD, row.getBytes(PAYLOAD));
    return new LeasedJob(id, kind(row.getString("kind")), payload, owner, row.getInt("attempt"));
  }

  /** Renews the lease and says where the job stands; false if it is no longer this process's. */
  public boolean heartbeat(LeasedJob job, String phase, int percent) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        "UPDATE jobs SET lease_until = now() + :lease * interval '1 ms', updated ="
                            + " now(), phase = :phase, percent = :percent"
                            + LEASED)
                    .bind("lease", LEASE.toMillis())
                    .bind("phase", phase)
                    .bind("percent", percent)
                    .bindMethods(job)
                    .execute()
                == 1);
  }

  /** Records the patchId as soon as it is fixed. */
  public void recordPatchId(LeasedJob job, byte[] patchId) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("UPDATE jobs SET patch_id = :patchId" + LEASED)
                .bind("patchId", patchId)
                .bindMethods(job)
                .execute());
  }

  /**
   * Ends a job with its result, and with the opening that a reveal will need; false if it is no
   * longer this process's.
   */
  public boolean complete(LeasedJob job, byte[] result, Optional<byte[]> opening) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        "UPDATE jobs SET state = 'DONE', result = :result, opening = :opening,"
                            + " payload = NULL, dedup = NULL, phase = 'done', percent = 100,"
                            + " updated = now()"
                            + LEASED)
                    .bind(RESULT, cipher.seal(job.id(), RESULT, result))
                    .bind(
                        OPENING,
                        opening.map(clear -> cipher.seal(job.id(), OPENING, clear)).orElse(null))
                    .bindMethods(job)
                    .execute()
                == 1);
  }

  /** Ends a job with an error; false if it is no longer this process's. */
  public boolean fail(LeasedJob job, Status error) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        "UPDATE jobs SET state = 'FAILED', error = :error, payload = NULL, dedup ="
                            + " NULL, phase = 'failed', percent = -1, updated = now()"
                            + LEASED)
                    .bind(ERROR, cipher.seal(job.id(), ERROR, error.toByteArray()))
                    .bindMethods(job)
                    .execute()
                == 1);
  }

  /** Ends a job that has not ended and sends no transactions; false if it has, or does. */
  public boolean cancel(UUID id) {
    Status error =
        Status.newBuilder().setCode(Code.CANCELLED_VALUE).setMessage("cancelled").build();
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        "UPDATE jobs SET state = 'CANCELLED', error = :error, payload = NULL, dedup"
                            + " = NULL, phase = 'cancelled', percent = -1, updated = now() WHERE id"
                            + " = :id AND (state = 'QUEUED' OR (state = 'RUNNING' AND kind NOT IN"
                            + " ('PUBLISH', 'REVEAL')))")
                    .bind("id", id)
                    .bind(ERROR, cipher.seal(id, ERROR, error.toByteArray()))
                    .execute()
                == 1);
  }

  /** A job by its id. */
  public Optional<StoredJob> find(UUID id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM jobs WHERE id = :id")
                .bind("id", id)
                .map(this::stored)
                .findOne());
  }

  /** The opening of a done attestation. Secret. */
  public Optional<byte[]> opening(UUID id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT opening FROM jobs WHERE id = :id AND state = 'DONE' AND opening IS NOT"
                        + " NULL")
                .bind("id", id)
                .map((row, context) -> cipher.open(id, OPENING, row.getBytes(OPENING)))
                .findOne());
  }

  /** Attestations, publications and reveals, newest first, from {@code offset} on. */
  public List<StoredJob> list(int offset, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM jobs WHERE kind IN ('ATTEST', 'PUBLISH', 'REVEAL')"
                        + " ORDER BY created DESC, id DESC OFFSET :offset LIMIT :limit")
                .bind("offset", offset)
                .bind("limit", limit)
                .map(this::stored)
                .list());
  }

  /** Forgets a job that served one call only. */
  public void delete(UUID id) {
    jdbi.useHandle(
        handle -> handle.createUpdate("DELETE FROM jobs WHERE id = :id").bind("id", id).execute());
  }

  /** Forgets the jobs of calls whose server died. */
  public void forgetOldCalls() {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "DELETE FROM jobs WHERE kind IN ('PLAN', 'KEY', 'VERIFY')"
                    + " AND created < now() - interval '1 hour'"));
  }

  private StoredJob stored(ResultSet row, StatementContext context) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    return new StoredJob(
        id,
        kind(row.getString("kind")),
        JobState.valueOf("JOB_STATE_" + row.getString("state")),
        Optional.ofNullable(row.getBytes(RESULT)).map(bytes -> cipher.open(id, RESULT, bytes)),
        Optional.ofNullable(row.getBytes(ERROR))
            .map(bytes -> status(cipher.open(id, ERROR, bytes))),
        Optional.ofNullable(row.getBytes("patch_id")),
        row.getString("phase"),
        row.getInt("percent"),
        row.getInt("attempt"),
        instant(row, "created"),
        instant(row, "updated"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class)
        .withOffsetSameInstant(ZoneOffset.UTC)
        .toInstant();
  }

  private static Status status(byte[] bytes) {
    try {
      return Status.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new StoreException("a stored error is damaged", e);
    }
  }

  private static String text(JobKind kind) {
    return kind.name().substring("JOB_KIND_".length());
  }

  private static JobKind kind(String text) {
    return JobKind.valueOf("JOB_KIND_" + text);
  }
}
