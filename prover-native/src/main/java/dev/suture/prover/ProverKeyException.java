// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/** A key file is wrong, truncated or foreign. */
public final class ProverKeyException extends ProverException {
  private static final long serialVersionUID = 1L;

  public ProverKeyException(String message) {
    super(message);
  }
}
