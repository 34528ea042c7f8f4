// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/**
 * The runs cannot be proven: the interpreter or the circuit does not go that far. The reason is not
 * in the message: it may tell what the runs do.
 */
public final class ProverInconclusiveException extends ProverException {
  private static final long serialVersionUID = 1L;
  private final String reason;

  public ProverInconclusiveException(String reason) {
    super("the runs cannot be proven");
    this.reason = reason;
  }

  /** For the owner of the patch only. */
  public String reason() {
    return reason;
  }
}
