// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/**
 * Writes the appended part of guarded code; labels are absolute because the place of the first byte
 * is known.
 */
final class GuardAssembler {
  /** From a PUSH2 that names it to the JUMPDEST behind JUMPI and the revert. */
  private static final int TO_REQUIRED = 8;

  /** From the first byte of a checked MUL to its zero case, and from there to where both join. */
  private static final int TO_ZERO_CASE = 23;

  private static final int ZERO_CASE_TO_JOIN = 5;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int start;

  GuardAssembler(int start) {
    this.start = start;
  }

  int pc() {
    return start + bytes.size();
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  GuardAssembler op(int... opcodes) {
    for (int opcode : opcodes) {
      bytes.write(opcode);
    }
    return this;
  }

  GuardAssembler push(BigInteger value) {
    byte[] data = Words.toMinimalBytes(value);
    op(Opcode.PUSH0 + data.length);
    bytes.writeBytes(data);
    return this;
  }

  GuardAssembler pushLabel(int pc) {
    return op(Opcode.PUSH2, pc >> 8, pc & 0xff);
  }

  GuardAssembler copy(Instruction instruction) {
    byte[] word = Words.toBytes(instruction.pushedValue());
    op(instruction.opcode());
    bytes.write(word, Words.BYTES - instruction.dataBytes(), instruction.dataBytes());
    return this;
  }

  /** Reverts with no data. PUSH1 0 rather than PUSH0, so that it runs on every fork. */
  GuardAssembler revert() {
    return op(Opcode.PUSH1, 0, Opcode.DUP1, Opcode.REVERT);
  }

  /** Takes the word on top: goes on if it is not zero, else reverts. */
  private GuardAssembler require() {
    return pushLabel(pc() + TO_REQUIRED).op(Opcode.JUMPI).revert().op(Opcode.JUMPDEST);
  }

  GuardAssembler guard(Guard guard) {
    return switch (guard) {
      case Guard.RevertAlways always -> revert();
      case Guard.RevertIfArgumentAbove(int argument, BigInteger cap) ->
          push(cap)
              .push(BigInteger.valueOf(4 + 32L * argument))
              .op(Opcode.CALLDATALOAD, Opcode.GT, Opcode.ISZERO)
              .require();
      case Guard.RequireSlot(BigInteger slot, BigInteger value) ->
          push(value).push(slot).op(Opcode.SLOAD, Opcode.EQ).require();
      case Guard.CheckedArithmetic(Guard.CheckedArithmetic.Operation operation) ->
          checked(operation);
    };
  }

  /** EVMPatch's sequences, in place of the instruction itself. */
  private GuardAssembler checked(Guard.CheckedArithmetic.Operation operation) {
    return switch (operation) {
      case ADD ->
          op(Opcode.DUP1, Opcode.SWAP2, Opcode.ADD, Opcode.DUP1, Opcode.SWAP2, Opcode.SWAP1)
              .op(Opcode.LT, Opcode.ISZERO)
              .require();
      case SUB -> op(Opcode.DUP1, Opcode.DUP3, Opcode.GT, Opcode.ISZERO).require().op(Opcode.SUB);
      case MUL -> checkedMul();
    };
  }

  private GuardAssembler checkedMul() {
    int zeroCase = pc() + TO_ZERO_CASE;
    int join = zeroCase + ZERO_CASE_TO_JOIN;
    return op(Opcode.DUP1, Opcode.ISZERO)
        .pushLabel(zeroCase)
        .op(Opcode.JUMPI, Opcode.DUP2, Opcode.DUP2, Opcode.MUL, Opcode.SWAP1, Opcode.DUP2)
        .op(Opcode.DIV, Opcode.SWAP1, Opcode.SWAP2, Opcode.EQ)
        .pushLabel(join)
        .op(Opcode.JUMPI)
        .revert()
        .op(Opcode.JUMPDEST, Opcode.POP, Opcode.POP, Opcode.PUSH1, 0, Opcode.JUMPDEST);
  }
}
