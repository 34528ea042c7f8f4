// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

import java.util.List;

/**
 * The patch does not have the properties. The reasons are not in the message: they may tell where
 * the patch is.
 */
public final class ProverRejectedException extends ProverException {
  private static final long serialVersionUID = 1L;
  private final transient List<String> reasons;

  public ProverRejectedException(List<String> reasons) {
    super("the patch does not have the required properties (" + reasons.size() + " reasons)");
    this.reasons = List.copyOf(reasons);
  }

  /** For the owner of the patch only. */
  public List<String> reasons() {
    return reasons;
  }
}
