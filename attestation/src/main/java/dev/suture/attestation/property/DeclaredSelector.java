// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.property;

import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.guard.Selectors;
import java.util.Locale;

/**
 * A function that benign use must show.
 *
 * @param text as the property file has it: a signature, or the selector itself
 * @param selector 0x and eight digits
 */
public record DeclaredSelector(String text, String selector) {
  private static final String SIGNATURE = "[A-Za-z_$][A-Za-z0-9_$]*\\([A-Za-z0-9_$,\\[\\]() ]*\\)";

  /** Reads {@code transfer(address,uint256)} or {@code 0xa9059cbb}. */
  public static DeclaredSelector parse(String field, String text) {
    if (text.matches("0x[0-9a-fA-F]{8}")) {
      return new DeclaredSelector(text, text.toLowerCase(Locale.ROOT));
    }
    if (!text.matches(SIGNATURE)) {
      throw new MalformedInputException(
          field, "expected a signature as transfer(address,uint256), or 0x and eight digits");
    }
    return new DeclaredSelector(text, "0x%08x".formatted(Selectors.of(text)));
  }

  /** Both spellings, where there are two. */
  @Override
  public String toString() {
    return text.startsWith("0x") ? selector : text + " (" + selector + ")";
  }
}
