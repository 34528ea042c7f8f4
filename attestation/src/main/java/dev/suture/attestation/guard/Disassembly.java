// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Instructions of runtime bytecode, found by the linear scan that the EVM itself uses for jump
 * destinations.
 */
public final class Disassembly {
  private final List<Instruction> instructions;
  private final TreeMap<Integer, Integer> indexByPc = new TreeMap<>();
  private final int missingDataBytes;

  private Disassembly(List<Instruction> instructions) {
    this.instructions = List.copyOf(instructions);
    for (int i = 0; i < instructions.size(); i++) {
      indexByPc.put(instructions.get(i).pc(), i);
    }
    Instruction last = instructions.getLast();
    missingDataBytes = Opcode.dataLength(last.opcode()) - last.dataBytes();
  }

  /** Scans {@code code}, which must not be empty. */
  public static Disassembly of(byte[] code) {
    List<Instruction> found = new ArrayList<>();
    int pc = 0;
    while (pc < code.length) {
      Instruction instruction = Instruction.at(code, pc);
      found.add(instruction);
      pc = instruction.end();
    }
    return new Disassembly(found);
  }

  /** All instructions in order of their pc. */
  public List<Instruction> instructions() {
    return instructions;
  }

  /**
   * Index in {@link #instructions()} of the one that starts at {@code pc}; empty inside push data
   * or outside the code.
   */
  public OptionalInt indexAt(int pc) {
    Integer index = indexByPc.get(pc);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** Whether {@code pc} is a JUMPDEST and not push data. */
  public boolean isJumpDestination(int pc) {
    OptionalInt index = indexAt(pc);
    return index.isPresent() && instructions.get(index.getAsInt()).opcode() == Opcode.JUMPDEST;
  }

  /**
   * Data bytes that the last instruction asks for beyond the end: 0 to 32. Code appended there
   * starts as push data.
   */
  public int missingDataBytes() {
    return missingDataBytes;
  }

  /** One line per instruction: pc in hexadecimal, mnemonic, operand. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    instructions.forEach(instruction -> text.append(instruction).append('\n'));
    return text.toString();
  }
}
