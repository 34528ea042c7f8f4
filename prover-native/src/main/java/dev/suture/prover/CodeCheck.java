// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

import java.util.List;

/**
 * Whether a patch has its properties, decided natively before any proving. For the owner only:
 * reasons may tell where the patch is.
 */
public record CodeCheck(boolean accepted, List<String> reasons) {
  public CodeCheck {
    reasons = List.copyOf(reasons);
  }
}
