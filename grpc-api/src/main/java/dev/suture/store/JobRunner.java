// SPDX-License-Identifier: Apache-2.0
package dev.suture.store;

import com.google.rpc.Code;
import dev.suture.v1.JobKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes jobs of some kinds, one at a time, and runs them with a heartbeat. */
public final class JobRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
  private static final Duration IDLE = Duration.ofMillis(150);
  private static final Duration HEARTBEAT = Duration.ofMillis(400);
  private static final Duration AWAY = Duration.ofSeconds(1);
  private static final int RECORD_ATTEMPTS = 120;

  private final UUID owner = UUID.randomUUID();
  private final JobStore store;
  private final Set<JobKind> kinds;
  private final JobHandler handler;
  private final Runnable abandoned;
  private volatile boolean closed;

  /** Runs these kinds with this handler; a job that is cancelled meanwhile is run to its end. */
  public JobRunner(JobStore store, Set<JobKind> kinds, JobHandler handler) {
    this(store, kinds, handler, () -> {});
  }

  /**
   * Runs these kinds with this handler.
   *
   * @param abandoned called from another thread when the running job was cancelled or taken away
   */
  public JobRunner(JobStore store, Set<JobKind> kinds, JobHandler handler, Runnable abandoned) {
    this.store = store;
    this.kinds = Set.copyOf(kinds);
    this.handler = handler;
    this.abandoned = abandoned;
  }

  /** Works until closed; a store that is away is waited for. */
  public void run() {
    while (!closed) {
      try {
        Optional<LeasedJob> job = store.lease(owner, kinds);
        if (job.isPresent()) {
          work(job.get());
        } else {
          pause(IDLE);
        }
      } catch (RuntimeException e) {
        LOG.warn("the store is away: {}", e.getClass().getSimpleName());
        pause(AWAY);
      }
    }
  }

  private void work(LeasedJob job) {
    LOG.info("{} begins", job);
    JobProgress progress = new JobProgress();
    AtomicBoolean attempted = new AtomicBoolean();
    Thread heart =
        Thread.ofPlatform().daemon().name("heartbeat").start(() -> beat(job, progress, attempted));
    try {
      JobOutcome outcome = attempt(job, progress, attempted);
      heart.interrupt();
      record(() -> store.complete(job, outcome.result(), outcome.opening()));
      LOG.info("{} is done", job);
    } catch (JobFailure e) {
      heart.interrupt();
      record(() -> store.fail(job, e.status()));
      LOG.info("{} ends: {}", job, Code.forNumber(e.status().getCode()));
    } finally {
      heart.interrupt();
    }
  }

  private JobOutcome attempt(LeasedJob job, JobProgress progress, AtomicBoolean attempted) {
    if (job.attempt() > JobStore.MAX_ATTEMPTS) {
      throw JobFailure.of(
          Code.ABORTED,
          "WORKER_LOST",
          "every worker that took the job was lost, " + JobStore.MAX_ATTEMPTS + " in all",
          Map.of());
    }
    try {
      return handler.run(job, progress);
    } catch (JobFailure e) {
      throw e;
    } catch (RuntimeException e) {
      throw new JobFailure(Fault.report(LOG, e));
    } finally {
      attempted.set(
          true); // before anything is recorded, so that the end of a job is no cancellation
    }
  }

  private void beat(LeasedJob job, JobProgress progress, AtomicBoolean attempted) {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        progress.refresh();
        if (!store.heartbeat(job, progress.phase(), progress.percent())) {
          if (!attempted.get()) { // ended by someone else: what we bring will be refused
            abandoned.run();
          }
          return;
        }
      } catch (RuntimeException e) {
        LOG.warn("no heartbeat: {}", e.getClass().getSimpleName());
      }
      pause(HEARTBEAT);
    }
  }

  /** A finished proof is worth waiting for the store. */
  private static void record(BooleanSupplier write) {
    for (int i = 0; i < RECORD_ATTEMPTS; i++) {
      try {
        if (!write.getAsBoolean()) {
          LOG.info("the job was taken or cancelled meanwhile; its result is dropped");
        }
        return;
      } catch (RuntimeException e) {
        LOG.warn("the result cannot be stored yet: {}", e.getClass().getSimpleName());
        pause(AWAY);
      }
    }
  }

  private static void pause(Duration time) {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes no more jobs. */
  @Override
  public void close() {
    closed = true;
  }
}
