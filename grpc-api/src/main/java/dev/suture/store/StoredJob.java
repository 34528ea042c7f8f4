// SPDX-License-Identifier: Apache-2.0
package dev.suture.store;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.rpc.Status;
import dev.suture.v1.Job;
import dev.suture.v1.JobKind;
import dev.suture.v1.JobState;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A job as it stands, without its payload.
 *
 * @param result what it gave; only when DONE
 * @param error why not; only when FAILED or CANCELLED
 */
public record StoredJob(
    UUID id,
    JobKind kind,
    JobState state,
    Optional<byte[]> result,
    Optional<Status> error,
    Optional<byte[]> patchId,
    String phase,
    int percent,
    int attempt,
    Instant created,
    Instant updated) {
  private static final String PREFIX = "operations/";

  /** "operations/{uuid}". */
  public String name() {
    return nameOf(id);
  }

  /** The name of a job. */
  public static String nameOf(UUID id) {
    return PREFIX + id;
  }

  /** The id in "operations/{uuid}"; empty if it is no such name. */
  public static Optional<UUID> idOf(String name) {
    if (!name.startsWith(PREFIX)) {
      return Optional.empty();
    }
    return uuid(name.substring(PREFIX.length()));
  }

  /** Reads a UUID; empty if it is none. */
  public static Optional<UUID> uuid(String text) {
    try {
      UUID id = UUID.fromString(text);
      return Optional.of(id).filter(parsed -> parsed.toString().equals(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether nothing will change any more. */
  public boolean ended() {
    return state == JobState.JOB_STATE_DONE
        || state == JobState.JOB_STATE_FAILED
        || state == JobState.JOB_STATE_CANCELLED;
  }

  /** As callers see it. */
  public Job toProto() {
    Job.Builder job =
        Job.newBuilder()
            .setName(name())
            .setKind(kind)
            .setState(state)
            .setPhase(phase)
            .setPercent(percent)
            .setAttempt(attempt)
            .setCreated(timestamp(created))
            .setUpdated(timestamp(updated));
    patchId.ifPresent(bytes -> job.setPatchId(ByteString.copyFrom(bytes)));
    error.ifPresent(job::setError);
    return job.build();
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
