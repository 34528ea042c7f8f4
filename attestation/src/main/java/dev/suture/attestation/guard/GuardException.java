// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

/**
 * A guard list, or old code, that no guard-only patch can be written from; the message says why and
 * what would do.
 */
public final class GuardException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * States the problem in terms of the guard list and of program counters of the old code, which is
   * public.
   */
  public GuardException(String message) {
    super(message);
  }
}
