// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

/** The chain, or its endpoint, does not allow what was asked. The message holds no secret. */
public final class ChainException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What callers tell apart. */
  public enum Reason {
    /** The endpoint cannot be reached or gives no usable answer. Try again later. */
    UNREACHABLE,
    /** A transaction was sent and is not in a block yet. Ask again: it is not sent anew. */
    NOT_MINED,
    /** The endpoint serves another chain than the one in the patch. */
    CHAIN_ID_MISMATCH,
    /** The patch names no registry, or there is no registry at its address. */
    NO_REGISTRY,
    /** The account at hand is not the patch's proposer. */
    ACCOUNT_MISMATCH,
    /** The account cannot pay, or has other transactions pending. */
    ACCOUNT_NOT_READY,
    /** No active verifier with the claim's key stands behind its selector. */
    KEY_MISMATCH,
    /** The target runs other code than the patch's old code. */
    OLD_CODE_MISMATCH,
    /** The code and blinds at hand are not those that the patch commits to. */
    OPENING_MISMATCH,
    /** The reveal window is over. */
    EXPIRED,
    /** The reveal window has not begun. */
    TOO_EARLY,
    /** The patch is not on chain, not proven or not approved yet. */
    NOT_APPROVED,
    /** The patch is revealed, cancelled or voided. */
    PATCH_FINISHED,
    /** A transaction would fail or has failed; the message gives the contract's error. */
    TRANSACTION_FAILED,
    /** The reveal was sent and failed: the new code must be taken as public. */
    DISCLOSED
  }

  private final Reason reason;

  /** One reason, said in one sentence. */
  public ChainException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** What to tell it by. */
  public Reason reason() {
    return reason;
  }

  /** Whether the same call may succeed later without anybody changing anything. */
  public boolean isTransient() {
    return reason == Reason.UNREACHABLE || reason == Reason.NOT_MINED;
  }
}
