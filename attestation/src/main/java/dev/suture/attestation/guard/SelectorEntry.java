// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds where a function starts, whatever the dispatcher looks like.
 *
 * <p>The code is run once for the selector and once for each neighbour of it and for every constant
 * of the code that could be a selector. The function starts where the run for the selector has left
 * the last of the others: linear and binary-search dispatch, comparison by EQ, SUB or XOR, and
 * bodies inlined behind the comparison all look alike to it.
 */
final class SelectorEntry {
  private static final int ARGUMENT_BYTES = 1024;
  private static final int STEP_LIMIT = 4_000;

  private final byte[] code;
  private final Disassembly disassembly;

  SelectorEntry(byte[] code, Disassembly disassembly) {
    this.code = code;
    this.disassembly = disassembly;
  }

  /** Program counter of the first instruction that is run for {@code selector} only. */
  int find(int selector) {
    List<Integer> path = path(selector);
    List<List<Integer>> others = new ArrayList<>();
    int split = 0;
    for (int other : otherSelectors(selector)) {
      List<Integer> otherPath = path(other);
      others.add(otherPath);
      split = Math.max(split, commonPrefix(path, otherPath));
    }
    if (split >= path.size()) {
      throw new GuardException(
          "selector 0x%08x: the old code has no such function".formatted(selector));
    }
    int entry = path.get(split);
    if (others.stream().anyMatch(otherPath -> otherPath.contains(entry))) {
      throw new GuardException(
          "selector 0x%08x: another function shares its code at pc 0x%04x; place the guard with 'before: 0x%04x' if both are meant"
              .formatted(selector, entry, entry));
    }
    return entry;
  }

  private List<Integer> path(int selector) {
    List<Integer> path = new ArrayList<>();
    byte[] callData = ByteBuffer.allocate(4 + ARGUMENT_BYTES).putInt(selector).array();
    Frame.of(code, callData)
        .stepLimit(STEP_LIMIT)
        .observer((pc, opcode, stack) -> path.add(pc))
        .run();
    return path;
  }

  private Set<Integer> otherSelectors(int selector) {
    Set<Integer> others = new LinkedHashSet<>();
    others.add(selector + 1);
    others.add(selector - 1);
    others.add(selector ^ 0x8000_0000);
    for (Instruction instruction : disassembly.instructions()) {
      if (instruction.dataBytes() > 2 && instruction.dataBytes() <= 4) {
        others.add(instruction.pushedValue().intValue());
      }
    }
    others.remove(selector);
    return others;
  }

  private static int commonPrefix(List<Integer> a, List<Integer> b) {
    int length = 0;
    while (length < a.size() && length < b.size() && a.get(length).equals(b.get(length))) {
      length++;
    }
    return length;
  }
}
