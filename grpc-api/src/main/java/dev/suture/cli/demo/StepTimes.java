// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli.demo;

import dev.suture.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** How long each step of a job took, as its phases came by. A phase is "step: detail". */
final class StepTimes implements Consumer<Job> {
  private final Map<String, Duration> times = new LinkedHashMap<>();
  private String step = "";
  private Instant since = Instant.now();

  @Override
  public void accept(Job job) {
    Instant now = Instant.now();
    times.merge(step, Duration.between(since, now), Duration::plus);
    step = job.getPhase().split(":", 2)[0];
    since = now;
  }

  /** The steps that begin with {@code prefix}, in order. */
  Map<String, Duration> of(String prefix) {
    Map<String, Duration> some = new LinkedHashMap<>();
    times.forEach(
        (name, time) -> {
          if (name.startsWith(prefix)) {
            some.put(name, time);
          }
        });
    return some;
  }
}
