// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

/** Ends a command with an exit code and one message for the user; the message holds no secret. */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ExitCode exitCode;

  /** An end with {@code exitCode}, said in one sentence. */
  public CliException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** How the process exits. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
