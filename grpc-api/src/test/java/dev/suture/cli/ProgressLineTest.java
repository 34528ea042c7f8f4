// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final StringWriter err = new StringWriter();
  private Instant now = Instant.EPOCH;

  private ProgressLine line(boolean redraw) {
    return new ProgressLine(new PrintWriter(err, true), redraw, () -> now);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void isSilentForAShortStep() {
    try (ProgressLine line = line(true)) {
      line.show("proof", 50);
    }
    assertEquals("", err.toString());
  }

  @Test
  void writesOneLineForEachPhaseWhereNothingCanBeRedrawn() {
    try (ProgressLine line = line(false)) {
      pass(Duration.ofMillis(1500));
      line.show("witness", 10);
      line.show("witness", 90);
      line.show("proof", 0);
    }
    assertEquals("  witness, after 1.5 s\n  proof, after 1.5 s\n", err.toString());
  }

  @Test
  void drawsABarAndTakesItAway() {
    try (ProgressLine line = line(true)) {
      pass(Duration.ofSeconds(2));
      line.show("proof", 50);
      assertTrue(err.toString().contains("█".repeat(12) + "░".repeat(12) + " 50 %  proof  2.0 s"));
    }
    assertTrue(err.toString().endsWith("\r\033[K"));
  }
}
