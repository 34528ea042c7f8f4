// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

/** How the command ends; scripts may rely on the numbers. */
public enum ExitCode {
  /** Done and accepted. */
  OK(0),
  /** Rejected: a property is not met, or an audit fails. */
  REJECTED(1),
  /** The input is wrong; the message says which and what is expected. */
  BAD_INPUT(2),
  /**
   * Neither proven nor refuted: beyond the capacity of every shape, or a service or chain did not
   * answer and may later.
   */
  INCONCLUSIVE(3),
  /** A fault of Suture or its surroundings. */
  OUR_FAULT(4);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number that the process exits with. */
  public int code() {
    return code;
  }
}
