// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

/** Hears where a publication or reveal stands. */
@FunctionalInterface
public interface ChainProgress {
  /**
   * Called before each step.
   *
   * @param phase what is done now, for example {@code commit}
   * @param percent of the whole, 0 to 100
   */
  void at(String phase, int percent);
}
