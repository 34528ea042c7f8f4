// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

import java.util.List;

/**
 * The public side conditions of code.guardOnly on old code.
 *
 * @param eligible every jump is resolved and no instruction reads the code itself
 * @param reasons why not; empty when eligible
 * @param bodyEnd offset from which on nothing is executed or jumped to
 * @param metadataLength trailing metadata in bytes, 0 where there is none
 */
public record OldCodeAnalysis(
    boolean eligible, List<String> reasons, int bodyEnd, int metadataLength) {
  public OldCodeAnalysis {
    reasons = List.copyOf(reasons);
  }
}
