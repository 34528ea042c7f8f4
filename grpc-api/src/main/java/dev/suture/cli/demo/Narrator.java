// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Tells the demo as it goes: numbered steps, and lines that start with the seconds since the
 * beginning.
 */
final class Narrator {
  private final PrintWriter out;
  private final Instant start = Instant.now();
  private int step;

  Narrator(PrintWriter out) {
    this.out = out;
  }

  /** Starts the next step. */
  void step(String title) {
    step++;
    out.println();
    out.println("%d. %s".formatted(step, title));
    out.flush();
  }

  /** Tells one fact of the step. */
  void say(String line) {
    out.println(String.format(Locale.ROOT, "   %6.1f s  %s", seconds(), line));
    out.flush();
  }

  /** Prints a line without a time. */
  void plain(String line) {
    out.println(line);
    out.flush();
  }

  double seconds() {
    return Duration.between(start, Instant.now()).toMillis() / 1000.0;
  }
}
