// SPDX-License-Identifier: Apache-2.0
package dev.suture.store;

/** Where a running job stands; written by its handler, read by the heartbeat. */
public final class JobProgress {
  private record Point(String phase, int percent) {}

  private volatile Point point = new Point("starting", -1);
  private volatile Runnable source = () -> {};

  /** Says where the job stands: a phase, and 0 to 100, or -1 where no measure exists. */
  public void at(String phase, int percent) {
    source = () -> {};
    point = new Point(phase, percent);
  }

  /**
   * Asks {@code poll} at every heartbeat, until the next {@link #at}. It calls {@link #polled} in
   * turn.
   */
  public void follow(Runnable poll) {
    source = poll;
  }

  /** The answer of a poll. */
  public void polled(String phase, int percent) {
    point = new Point(phase, percent);
  }

  void refresh() {
    source.run();
  }

  String phase() {
    return point.phase();
  }

  int percent() {
    return point.percent();
  }
}
