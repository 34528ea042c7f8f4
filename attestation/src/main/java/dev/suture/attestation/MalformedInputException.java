// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation;

/** An input is malformed: the field, what came and what was expected. Holds no secret value. */
public final class MalformedInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String field;

  /** Names the field and the rule broken. */
  public MalformedInputException(String field, String problem) {
    super(field + ": " + problem);
    this.field = field;
  }

  /** The malformed field. */
  public String field() {
    return field;
  }
}
