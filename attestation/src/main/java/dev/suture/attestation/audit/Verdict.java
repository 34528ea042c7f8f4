// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.audit;

/** The one answer of an audit. */
public enum Verdict {
  /** Every check passed that could be made. */
  ACCEPTED,
  /** A check failed. */
  REJECTED,
  /** The chain could not be asked, or holds nothing about this patch. */
  INCONCLUSIVE
}
