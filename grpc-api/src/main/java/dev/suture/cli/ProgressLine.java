// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Shows a long step: a bar that is redrawn on a terminal, elsewhere one line for each new phase. A
 * step that is over within a second shows nothing.
 */
public final class ProgressLine implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(1);
  private static final int WIDTH = 24;

  private final PrintWriter err;
  private final boolean redraw;
  private final InstantSource clock;
  private final Instant start;
  private String shownPhase = "";
  private boolean drawn;

  /** A line on {@code err}; {@code redraw} on a terminal. */
  public ProgressLine(PrintWriter err, boolean redraw) {
    this(err, redraw, InstantSource.system());
  }

  ProgressLine(PrintWriter err, boolean redraw, InstantSource clock) {
    this.err = err;
    this.redraw = redraw;
    this.clock = clock;
    this.start = clock.instant();
  }

  /** Shows {@code phase} at {@code percent}, 0 to 100. */
  public void show(String phase, int percent) {
    Duration elapsed = Duration.between(start, clock.instant());
    if (elapsed.compareTo(SILENCE) < 0) {
      return;
    }
    String seconds = String.format(Locale.ROOT, "%.1f s", elapsed.toMillis() / 1000.0);
    if (redraw) {
      int known = Math.clamp(percent, 0, 100);
      int filled = known * WIDTH / 100;
      String bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
      err.print("\r\033[K  " + bar + " " + known + " %  " + phase + "  " + seconds);
      err.flush();
      drawn = true;
    } else if (!phase.equals(shownPhase)) {
      err.println("  " + phase + ", after " + seconds);
      err.flush();
    }
    shownPhase = phase;
  }

  /** Takes the bar away. */
  public void clear() {
    if (drawn) {
      err.print("\r\033[K");
      err.flush();
      drawn = false;
    }
  }

  @Override
  public void close() {
    clear();
  }
}
