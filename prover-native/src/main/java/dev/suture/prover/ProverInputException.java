// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/** An argument is malformed; the message names it and what was expected, and holds no secret. */
public final class ProverInputException extends ProverException {
  private static final long serialVersionUID = 1L;

  public ProverInputException(String message) {
    super(message);
  }
}
