// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

import java.math.BigInteger;

/**
 * One instruction of runtime bytecode.
 *
 * @param pc offset of its opcode byte
 * @param opcode 0 to 255
 * @param dataBytes data bytes present after a PUSH; fewer than the opcode asks for only at the end
 *     of the code
 * @param pushedValue what a PUSH pushes, missing data bytes being zeros on the right; else 0
 */
public record Instruction(int pc, int opcode, int dataBytes, BigInteger pushedValue) {

  /** The instruction of {@code code} whose opcode byte is at {@code pc}. */
  static Instruction at(byte[] code, int pc) {
    int opcode = code[pc] & 0xff;
    int asked = Opcode.dataLength(opcode);
    int present = Math.min(asked, code.length - pc - 1);
    BigInteger data = new BigInteger(1, code, pc + 1, present);
    return new Instruction(pc, opcode, present, data.shiftLeft(8 * (asked - present)));
  }

  /** Offset of the instruction after this one. */
  public int end() {
    return pc + 1 + dataBytes;
  }

  @Override
  public String toString() {
    String operand = dataBytes == 0 ? "" : (" 0x%0" + 2 * dataBytes + "x").formatted(pushedValue);
    return "%04x %s%s".formatted(pc, Opcode.name(opcode), operand);
  }
}
