// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Timestamp;
import dev.suture.attestation.patch.Hex;
import dev.suture.v1.Job;
import java.time.Instant;
import java.util.Locale;

/** A job as one line, or as an object. */
final class JobText {
  private JobText() {}

  static String line(Job job) {
    return "%s  %-8s %-9s %-20s %s"
        .formatted(job.getName(), kind(job), state(job), instant(job.getUpdated()), phase(job))
        .stripTrailing();
  }

  static void write(ObjectNode node, Job job) {
    node.put("name", job.getName()).put("kind", kind(job)).put("state", state(job));
    node.put("phase", job.getPhase()).put("percent", job.getPercent());
    node.put("attempt", job.getAttempt());
    node.put("created", instant(job.getCreated())).put("updated", instant(job.getUpdated()));
    if (!job.getPatchId().isEmpty()) {
      node.put("patchId", Hex.encode(job.getPatchId().toByteArray()));
    }
    if (job.hasError()) {
      node.put("error", job.getError().getMessage());
    }
  }

  private static String phase(Job job) {
    if (job.hasError()) {
      return job.getError().getMessage();
    }
    return job.getPercent() < 0 ? job.getPhase() : job.getPhase() + " " + job.getPercent() + " %";
  }

  private static String kind(Job job) {
    return lower(job.getKind().name(), "JOB_KIND_");
  }

  private static String state(Job job) {
    return lower(job.getState().name(), "JOB_STATE_");
  }

  private static String lower(String name, String prefix) {
    return name.replace(prefix, "").toLowerCase(Locale.ROOT);
  }

  private static String instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds()).toString();
  }
}
