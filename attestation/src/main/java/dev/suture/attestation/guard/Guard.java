// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

import java.math.BigInteger;

/**
 * A check that lets the code go on unchanged or reverts with no data. It changes neither stack,
 * memory nor storage.
 */
public sealed interface Guard {

  /**
   * Reverts if an argument of the current call is above a cap (unsigned).
   *
   * @param argument position of the 32-byte word after the selector: 0 to 255
   * @param cap greatest word that passes: 0 to 2^256 − 1
   */
  record RevertIfArgumentAbove(int argument, BigInteger cap) implements Guard {
    /** Checks the ranges. */
    public RevertIfArgumentAbove {
      if (argument < 0 || argument > 255) {
        throw new GuardException(
            "revertIfArgumentAbove.argument: expected 0 to 255, got " + argument);
      }
      Words.requireWord("revertIfArgumentAbove.cap", cap);
    }
  }

  /** Reverts always: freezes a selector or a branch. */
  record RevertAlways() implements Guard {}

  /**
   * Reverts if the ADD, SUB or MUL at the guarded pc wraps around 2^256; the very sequences of
   * EVMPatch.
   */
  record CheckedArithmetic(Operation operation) implements Guard {
    /** The instructions that can be checked. */
    public enum Operation {
      ADD(Opcode.ADD),
      SUB(Opcode.SUB),
      MUL(Opcode.MUL);

      private final int opcode;

      Operation(int opcode) {
        this.opcode = opcode;
      }

      int opcode() {
        return opcode;
      }
    }
  }

  /**
   * Reverts unless a storage slot of the contract holds a value. The slot is to be declared in the
   * property list.
   *
   * @param slot 0 to 2^256 − 1
   * @param value 0 to 2^256 − 1
   */
  record RequireSlot(BigInteger slot, BigInteger value) implements Guard {
    /** Checks the ranges. */
    public RequireSlot {
      Words.requireWord("requireSlot.slot", slot);
      Words.requireWord("requireSlot.equals", value);
    }
  }
}
