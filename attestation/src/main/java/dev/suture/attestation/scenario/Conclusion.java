// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.scenario;

import java.util.Collection;

/** Whether a patch does what its scenarios ask, as far as native runs show. */
public enum Conclusion {
  /** The exploit is blocked and benign use is preserved. */
  MET,
  /** It is not, whatever the other scenarios say. */
  NOT_MET,
  /** A run was given up, and none of the others fails. */
  INCONCLUSIVE;

  /** The conclusion of several parts. */
  public static Conclusion ofAll(Collection<Conclusion> parts) {
    if (parts.contains(NOT_MET)) {
      return NOT_MET;
    }
    return parts.contains(INCONCLUSIVE) ? INCONCLUSIVE : MET;
  }
}
