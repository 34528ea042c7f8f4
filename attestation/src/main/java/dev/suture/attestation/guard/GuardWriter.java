// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Writes guard-only new code from old code and a guard list.
 *
 * <p>The code is cut into stretches: runs of instructions that begin after a JUMPDEST or a
 * terminator and end with a terminator or before a JUMPDEST. In each stretch with guards, from a
 * little before the first of them to its end, the old bytes become {@code PUSH2 t JUMP} and 0xfe;
 * at {@code t}, behind the old body, stand a JUMPDEST, the displaced instructions with the guards
 * spliced in, and, where the stretch ran into a JUMPDEST, a jump back to it. The metadata of solc
 * moves to the end unchanged. Every other byte keeps its place.
 */
public final class GuardWriter {
  /** EIP-170. */
  private static final int MAX_CODE_BYTES = 24_576;

  private static final int STUB_BYTES = 4;

  private final byte[] old;
  private final int bodyEnd;
  private final Disassembly body;

  private GuardWriter(byte[] old) {
    this.old = old;
    bodyEnd = SolidityMetadata.startIn(old);
    body = Disassembly.of(Arrays.copyOf(old, bodyEnd));
  }

  /**
   * New code: {@code oldCode} with the guards of {@code file}.
   *
   * @throws GuardException if a place does not exist, leaves no room for a jump, or the result is
   *     above 24,576 bytes
   */
  public static GuardedCode write(byte[] oldCode, GuardFile file) {
    if (oldCode.length == 0 || oldCode.length > MAX_CODE_BYTES) {
      throw new GuardException("old code: expected 1 to 24576 bytes, got " + oldCode.length);
    }
    return new GuardWriter(oldCode.clone()).write(file);
  }

  /** One stretch: indexes of its first instruction, the first after it, and its guards by index. */
  private record Stretch(int first, int end, TreeMap<Integer, List<Guard>> guards) {}

  private GuardedCode write(GuardFile file) {
    byte[] head = Arrays.copyOf(old, bodyEnd);
    GuardAssembler tail = new GuardAssembler(bodyEnd);
    for (int i = 0; i < body.missingDataBytes(); i++) {
      tail.op(Opcode.INVALID);
    }
    List<GuardedCode.Window> windows = new ArrayList<>();
    for (Stretch stretch : stretches(file)) {
      windows.add(displace(stretch, head, tail));
    }
    byte[] appended = tail.toBytes();
    int length = head.length + appended.length + old.length - bodyEnd;
    if (length > MAX_CODE_BYTES) {
      throw new GuardException(
          "new code: expected at most 24576 bytes, got " + length + "; use fewer guards");
    }
    byte[] code = Arrays.copyOf(head, length);
    System.arraycopy(appended, 0, code, head.length, appended.length);
    System.arraycopy(old, bodyEnd, code, head.length + appended.length, old.length - bodyEnd);
    return new GuardedCode(code, slots(file), windows);
  }

  private Iterable<Stretch> stretches(GuardFile file) {
    Map<Integer, Stretch> byStart = new TreeMap<>();
    SelectorEntry entries = new SelectorEntry(old, body);
    for (PlacedGuard placed : file.guards()) {
      int index = place(placed, entries);
      int first = index;
      while (first > 0 && !startsStretch(first)) {
        first--;
      }
      Stretch stretch =
          byStart.computeIfAbsent(
              first, start -> new Stretch(start, endOf(start), new TreeMap<>()));
      stretch.guards().computeIfAbsent(index, at -> new ArrayList<>()).add(placed.guard());
    }
    return byStart.values();
  }

  private int place(PlacedGuard placed, SelectorEntry entries) {
    int pc =
        switch (placed.site()) {
          case GuardSite.BeforePc(int before) -> before;
          case GuardSite.EntryOf(int selector) -> entries.find(selector);
        };
    OptionalInt found = body.indexAt(pc);
    if (found.isEmpty()) {
      throw new GuardException(
          "before: no instruction of the old code starts at pc 0x%04x".formatted(pc));
    }
    int index = found.getAsInt();
    while (index < body.instructions().size() && opcode(index) == Opcode.JUMPDEST) {
      index++;
    }
    if (index == body.instructions().size()) {
      throw new GuardException("before: no instruction follows pc 0x%04x".formatted(pc));
    }
    if (placed.guard()
            instanceof Guard.CheckedArithmetic(Guard.CheckedArithmetic.Operation operation)
        && opcode(index) != operation.opcode()) {
      throw new GuardException(
          "checked: expected %s at pc 0x%04x, found %s"
              .formatted(operation, pc, Opcode.name(opcode(index))));
    }
    return index;
  }

  private boolean startsStretch(int index) {
    int before = opcode(index - 1);
    return before == Opcode.JUMPDEST || Opcode.endsStretch(before);
  }

  private int endOf(int first) {
    for (int index = first; index < body.instructions().size(); index++) {
      if (opcode(index) == Opcode.JUMPDEST) {
        return index;
      }
      if (Opcode.endsStretch(opcode(index))) {
        return index + 1;
      }
    }
    throw new GuardException(
        "the code from pc 0x%04x runs past its end; a guard cannot stand there"
            .formatted(pc(first)));
  }

  private GuardedCode.Window displace(Stretch stretch, byte[] head, GuardAssembler tail) {
    int endPc = pc(stretch.end());
    int first = stretch.guards().firstKey();
    while (first > stretch.first() && endPc - pc(first) < STUB_BYTES) {
      first--;
    }
    int at = pc(first);
    if (endPc - at < STUB_BYTES) {
      throw new GuardException(
          "pc 0x%04x to 0x%04x: a jump needs 4 bytes and a jump destination may follow; place the guard elsewhere"
              .formatted(at, endPc));
    }
    int target = tail.pc();
    System.arraycopy(
        new GuardAssembler(at).pushLabel(target).op(Opcode.JUMP).toBytes(),
        0,
        head,
        at,
        STUB_BYTES);
    Arrays.fill(head, at + STUB_BYTES, endPc, (byte) Opcode.INVALID);
    tail.op(Opcode.JUMPDEST);
    copy(stretch, first, tail);
    tail.op(Opcode.INVALID);
    return new GuardedCode.Window(at, endPc, target);
  }

  private void copy(Stretch stretch, int first, GuardAssembler tail) {
    for (int index = first; index < stretch.end(); index++) {
      List<Guard> guards = stretch.guards().getOrDefault(index, List.of());
      guards.forEach(tail::guard);
      if (guards.stream().anyMatch(Guard.RevertAlways.class::isInstance)) {
        return;
      }
      Instruction instruction = body.instructions().get(index);
      if (instruction.opcode() == Opcode.PC) {
        throw new GuardException(
            "pc 0x%04x: code that reads PC cannot be moved".formatted(instruction.pc()));
      }
      if (guards.stream().noneMatch(Guard.CheckedArithmetic.class::isInstance)) {
        tail.copy(instruction);
      }
    }
    if (!Opcode.endsStretch(opcode(stretch.end() - 1))) {
      tail.pushLabel(pc(stretch.end())).op(Opcode.JUMP);
    }
  }

  private static List<byte[]> slots(GuardFile file) {
    return file.guards().stream()
        .map(PlacedGuard::guard)
        .filter(Guard.RequireSlot.class::isInstance)
        .map(guard -> ((Guard.RequireSlot) guard).slot())
        .distinct()
        .map(Words::toBytes)
        .toList();
  }

  private int opcode(int index) {
    return body.instructions().get(index).opcode();
  }

  private int pc(int index) {
    return index == body.instructions().size() ? bodyEnd : body.instructions().get(index).pc();
  }
}
