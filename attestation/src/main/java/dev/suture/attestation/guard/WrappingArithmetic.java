// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

import java.math.BigInteger;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds the ADD, SUB and MUL that wrap around 2^256 in a call of public code: where a checked guard
 * would help.
 */
public final class WrappingArithmetic {
  private WrappingArithmetic() {}

  /** Program counters, ascending, at which {@code operation} wraps while {@code frame} runs. */
  public static List<Integer> find(Frame frame, Guard.CheckedArithmetic.Operation operation) {
    TreeSet<Integer> found = new TreeSet<>();
    frame
        .observer(
            (pc, opcode, stack) -> {
              if (opcode == operation.opcode() && stack.size() > 1 && wraps(operation, stack)) {
                found.add(pc);
              }
            })
        .run();
    return List.copyOf(found);
  }

  private static boolean wraps(
      Guard.CheckedArithmetic.Operation operation, List<BigInteger> stack) {
    BigInteger a = stack.getLast();
    BigInteger b = stack.get(stack.size() - 2);
    BigInteger exact =
        switch (operation) {
          case ADD -> a.add(b);
          case SUB -> a.subtract(b);
          case MUL -> a.multiply(b);
        };
    return !exact.equals(Words.wrap(exact));
  }
}
