// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/** The native library failed in a way that is our fault; base of the other failures. */
public class ProverException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ProverException(String message) {
    super(message);
  }

  public ProverException(String message, Throwable cause) {
    super(message, cause);
  }
}
