// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

/** Where a patch stands in the registry; the ordinal is the contract's number. */
public enum PatchState {
  NONE,
  COMMITTED,
  PROVED,
  APPROVED,
  ARMED,
  REVEALED,
  CANCELLED,
  EXPIRED,
  VOIDED;

  /** The name as the contract spells it, for example {@code Revealed}. */
  public String contractName() {
    return name().charAt(0) + name().substring(1).toLowerCase(java.util.Locale.ROOT);
  }
}
