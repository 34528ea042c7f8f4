// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/**
 * A set of function selectors, each as 0x and eight digits in lower case, in rising order.
 *
 * <p>As bytes: four for each, for example {@code 095ea7b3a9059cbb} for two.
 *
 * @param all every one once
 */
public record FunctionSelectors(List<String> all) {
  /** None. */
  public static final FunctionSelectors NONE = new FunctionSelectors(List.of());

  /** Most that one proof shows. */
  public static final int MOST_PER_PROOF = 7;

  private static final int SELECTOR_BYTES = 4;
  private static final int DIGITS = 2 + 2 * SELECTOR_BYTES;

  public FunctionSelectors {
    all = List.copyOf(all);
    for (String selector : all) {
      if (!selector.matches("0x[0-9a-f]{8}")) {
        throw new ProverInputException("selectors: expected 0x and eight digits each");
      }
    }
    if (!all.equals(List.copyOf(new TreeSet<>(all)))) {
      throw new ProverInputException("selectors: expected each once, in rising order");
    }
  }

  /** The set of these, in any order. */
  public static FunctionSelectors of(Collection<String> selectors) {
    return new FunctionSelectors(List.copyOf(new TreeSet<>(selectors)));
  }

  /** Reads {@link #toBytes}. */
  public static FunctionSelectors fromBytes(byte[] bytes) {
    if (bytes.length % SELECTOR_BYTES != 0) {
      throw new ProverInputException("selectors: expected four bytes each");
    }
    String digits = HexFormat.of().formatHex(bytes);
    TreeSet<String> selectors = new TreeSet<>();
    for (int at = 0; at < digits.length(); at += DIGITS - 2) {
      selectors.add("0x" + digits.substring(at, at + DIGITS - 2));
    }
    return of(selectors);
  }

  /** Four bytes each. */
  public byte[] toBytes() {
    StringBuilder digits = new StringBuilder();
    all.forEach(selector -> digits.append(selector, 2, DIGITS));
    return HexFormat.of().parseHex(digits);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  @Override
  public String toString() {
    return String.join(" ", all);
  }
}
