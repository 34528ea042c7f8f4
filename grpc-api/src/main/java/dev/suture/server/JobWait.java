// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import dev.suture.store.JobStore;
import dev.suture.store.StoredJob;
import dev.suture.v1.Job;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waits for jobs to move, within the caller's deadline. Each call has a thread of its own, which
 * costs little.
 */
final class JobWait {
  private static final Duration STEP = Duration.ofMillis(100);

  private final JobStore jobs;

  JobWait(JobStore jobs) {
    this.jobs = jobs;
  }

  /** Waits for the end of a job. */
  StoredJob untilEnded(UUID id, Duration limit) {
    return until(() -> jobs.find(id), found -> found.isEmpty() || found.get().ended(), limit)
        .orElseThrow(Requests::notFound);
  }

  /** Waits until something holds. */
  <T> T until(Supplier<T> read, Predicate<T> holds, Duration limit) {
    Instant end = Instant.now().plus(limit);
    while (true) {
      T value = read.get();
      if (holds.test(value)) {
        return value;
      }
      if (Instant.now().isAfter(end)) {
        throw AttestationApi.noWorker();
      }
      step();
    }
  }

  /** Sends a job at once, at each change, and at its end. */
  void follow(UUID id, StreamObserver<Job> observer) {
    Optional<Job> last = Optional.empty();
    while (true) {
      StoredJob job = jobs.find(id).orElseThrow(Requests::notFound);
      Job now = job.toProto();
      if (!last.map(before -> sameButTime(before, now)).orElse(false)) {
        observer.onNext(now);
        last = Optional.of(now);
      }
      if (job.ended()) {
        observer.onCompleted();
        return;
      }
      if (observer instanceof ServerCallStreamObserver<Job> call && call.isCancelled()) {
        return;
      }
      step();
    }
  }

  private static boolean sameButTime(Job before, Job now) {
    return before.equals(now.toBuilder().setUpdated(before.getUpdated()).build());
  }

  private static void step() {
    if (Context.current().isCancelled()) {
      throw Contexts.statusFromCancelled(Context.current()).asRuntimeException();
    }
    try {
      TimeUnit.MILLISECONDS.sleep(STEP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Status.UNAVAILABLE.withDescription("the server ends").asRuntimeException();
    }
  }
}
