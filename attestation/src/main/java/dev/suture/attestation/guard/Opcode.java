// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The opcodes of the Osaka fork, as unsigned byte values. */
public final class Opcode {
  public static final int STOP = 0x00;
  public static final int ADD = 0x01;
  public static final int MUL = 0x02;
  public static final int SUB = 0x03;
  public static final int DIV = 0x04;
  public static final int LT = 0x10;
  public static final int GT = 0x11;
  public static final int EQ = 0x14;
  public static final int ISZERO = 0x15;
  public static final int CALLDATALOAD = 0x35;
  public static final int SLOAD = 0x54;
  public static final int POP = 0x50;
  public static final int JUMP = 0x56;
  public static final int JUMPI = 0x57;
  public static final int PC = 0x58;
  public static final int JUMPDEST = 0x5b;
  public static final int PUSH0 = 0x5f;
  public static final int PUSH1 = 0x60;
  public static final int PUSH2 = 0x61;
  public static final int PUSH32 = 0x7f;
  public static final int DUP1 = 0x80;
  public static final int DUP2 = 0x81;
  public static final int DUP3 = 0x82;
  public static final int DUP16 = 0x8f;
  public static final int SWAP1 = 0x90;
  public static final int SWAP2 = 0x91;
  public static final int SWAP16 = 0x9f;
  public static final int LOG0 = 0xa0;
  public static final int LOG4 = 0xa4;
  public static final int RETURN = 0xf3;
  public static final int REVERT = 0xfd;
  public static final int INVALID = 0xfe;
  public static final int SELFDESTRUCT = 0xff;

  private static final String[] NAMES = names();

  private Opcode() {}

  /** Number of data bytes after {@code opcode}: 0 to 32. */
  public static int dataLength(int opcode) {
    return opcode > PUSH0 && opcode <= PUSH32 ? opcode - PUSH0 : 0;
  }

  /**
   * Whether no instruction is executed after this one in the same stretch; true for undefined
   * opcodes.
   */
  public static boolean endsStretch(int opcode) {
    return switch (opcode) {
      case STOP, JUMP, RETURN, REVERT, INVALID, SELFDESTRUCT -> true;
      default -> NAMES[opcode].isEmpty();
    };
  }

  /** Mnemonic, or {@code 0x..} for an undefined opcode. */
  public static String name(int opcode) {
    return NAMES[opcode].isEmpty() ? "0x%02x".formatted(opcode) : NAMES[opcode];
  }

  /** The opcode with this mnemonic, in any case. */
  public static OptionalInt named(String mnemonic) {
    String name = mnemonic.toUpperCase(Locale.ROOT);
    return IntStream.range(0, NAMES.length)
        .filter(opcode -> !name.isEmpty() && NAMES[opcode].equals(name))
        .findFirst();
  }

  private static String[] names() {
    String[] names = new String[256];
    Arrays.fill(names, "");
    put(names, 0x00, "STOP ADD MUL SUB DIV SDIV MOD SMOD ADDMOD MULMOD EXP SIGNEXTEND");
    put(names, 0x10, "LT GT SLT SGT EQ ISZERO AND OR XOR NOT BYTE SHL SHR SAR CLZ");
    put(names, 0x20, "KECCAK256");
    put(
        names,
        0x30,
        "ADDRESS BALANCE ORIGIN CALLER CALLVALUE CALLDATALOAD CALLDATASIZE CALLDATACOPY");
    put(
        names,
        0x38,
        "CODESIZE CODECOPY GASPRICE EXTCODESIZE EXTCODECOPY RETURNDATASIZE RETURNDATACOPY"
            + " EXTCODEHASH");
    put(
        names,
        0x40,
        "BLOCKHASH COINBASE TIMESTAMP NUMBER PREVRANDAO GASLIMIT CHAINID SELFBALANCE BASEFEE");
    put(names, 0x49, "BLOBHASH BLOBBASEFEE");
    put(
        names,
        0x50,
        "POP MLOAD MSTORE MSTORE8 SLOAD SSTORE JUMP JUMPI PC MSIZE GAS JUMPDEST TLOAD TSTORE"
            + " MCOPY");
    for (int n = 0; n <= 32; n++) {
      names[PUSH0 + n] = "PUSH" + n;
    }
    for (int n = 1; n <= 16; n++) {
      names[DUP1 + n - 1] = "DUP" + n;
      names[SWAP1 + n - 1] = "SWAP" + n;
    }
    for (int n = 0; n <= 4; n++) {
      names[LOG0 + n] = "LOG" + n;
    }
    put(names, 0xf0, "CREATE CALL CALLCODE RETURN DELEGATECALL CREATE2");
    put(names, 0xfa, "STATICCALL");
    put(names, 0xfd, "REVERT INVALID SELFDESTRUCT");
    return names;
  }

  private static void put(String[] names, int first, String mnemonics) {
    String[] list = mnemonics.split(" ", -1);
    System.arraycopy(list, 0, names, first, list.length);
  }
}
