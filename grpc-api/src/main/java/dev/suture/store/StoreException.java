// SPDX-License-Identifier: Apache-2.0
package dev.suture.store;

/** The store cannot be used as it is. Holds no secret. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  public StoreException(String message) {
    super(message);
  }

  /** Says what is wrong, and why. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
