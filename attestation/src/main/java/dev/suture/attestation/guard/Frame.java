// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One call frame of a contract, run on plain values: arithmetic, memory, storage, logs, jumps. No
 * gas, and no calls out: an instruction that needs another account, the block or the code ends the
 * run as {@link Outcome#UNSUPPORTED}.
 *
 * <p>It serves to find places in public old code and to compare old with new code; it proves
 * nothing.
 */
public final class Frame {
  private static final int STACK_LIMIT = 1024;
  private static final int MEMORY_LIMIT_BYTES = 1 << 20;
  private static final BigInteger LONG_SHIFT = BigInteger.valueOf(256);

  /** How a run ended. */
  public enum Outcome {
    STOPPED,
    RETURNED,
    REVERTED,
    /** An exceptional halt: bad jump, stack, INVALID, undefined opcode. */
    FAILED,
    /** An instruction this interpreter does not know. */
    UNSUPPORTED,
    STEP_LIMIT
  }

  /** Sees each instruction before it is run; the stack's last element is its top. */
  @FunctionalInterface
  public interface Observer {
    /** Called with a live stack that must not be changed. */
    void beforeInstruction(int pc, int opcode, List<BigInteger> stack);
  }

  private static final class Halt extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Outcome outcome;

    Halt(Outcome outcome) {
      super(outcome.name(), null, false, false);
      this.outcome = outcome;
    }
  }

  private final byte[] code;
  private final byte[] callData;
  private final Disassembly disassembly;
  private final List<BigInteger> stack = new ArrayList<>();
  private final Map<BigInteger, BigInteger> storage = new HashMap<>();
  private final Map<BigInteger, BigInteger> transientStorage = new HashMap<>();
  private final List<String> logs = new ArrayList<>();
  private byte[] memory = new byte[0];
  private byte[] returnData = new byte[0];
  private BigInteger caller = BigInteger.ZERO;
  private BigInteger callValue = BigInteger.ZERO;
  private int stepLimit = 1_000_000;
  private Observer observer = (pc, opcode, seen) -> {};
  private int pc;

  private Frame(byte[] code, byte[] callData) {
    this.code = code.clone();
    this.callData = callData.clone();
    this.disassembly = Disassembly.of(code);
  }

  /**
   * A frame that runs {@code code} on {@code callData}, with empty storage, caller 0 and no value.
   */
  public static Frame of(byte[] code, byte[] callData) {
    return new Frame(code, callData);
  }

  /** Sets the sender of the call. */
  public Frame caller(BigInteger address) {
    caller = address;
    return this;
  }

  /** Sets the wei sent along. */
  public Frame callValue(BigInteger wei) {
    callValue = wei;
    return this;
  }

  /** Adds storage that is there before the run. */
  public Frame storage(Map<BigInteger, BigInteger> slots) {
    storage.putAll(slots);
    return this;
  }

  /** Ends the run after so many instructions. */
  public Frame stepLimit(int steps) {
    stepLimit = steps;
    return this;
  }

  /** Shows each instruction to {@code seen}. */
  public Frame observer(Observer seen) {
    observer = seen;
    return this;
  }

  /** Runs to the end. A frame is run once. */
  public FrameResult run() {
    Map<BigInteger, BigInteger> before = Map.copyOf(storage);
    Outcome outcome = runToHalt();
    boolean kept = outcome == Outcome.STOPPED || outcome == Outcome.RETURNED;
    byte[] data =
        outcome == Outcome.RETURNED || outcome == Outcome.REVERTED ? returnData : new byte[0];
    storage.values().removeIf(value -> value.signum() == 0);
    return new FrameResult(outcome, data, kept ? storage : before, kept ? logs : List.of());
  }

  private Outcome runToHalt() {
    try {
      for (int steps = 0; steps < stepLimit; steps++) {
        if (pc >= code.length) {
          return Outcome.STOPPED;
        }
        Instruction instruction =
            disassembly.instructions().get(disassembly.indexAt(pc).orElseThrow());
        observer.beforeInstruction(pc, instruction.opcode(), stack);
        pc = instruction.end();
        step(instruction);
      }
      return Outcome.STEP_LIMIT;
    } catch (Halt halt) {
      return halt.outcome;
    }
  }

  private void step(Instruction instruction) {
    int opcode = instruction.opcode();
    if (opcode >= Opcode.PUSH0 && opcode <= Opcode.PUSH32) {
      push(instruction.pushedValue());
    } else if (opcode >= Opcode.DUP1 && opcode <= Opcode.DUP16) {
      push(stack.get(depth(opcode - Opcode.DUP1 + 1)));
    } else if (opcode >= Opcode.SWAP1 && opcode <= Opcode.SWAP16) {
      int other = depth(opcode - Opcode.SWAP1 + 2);
      stack.set(stack.size() - 1, stack.set(other, stack.getLast()));
    } else if (opcode >= Opcode.LOG0 && opcode <= Opcode.LOG4) {
      log(opcode - Opcode.LOG0);
    } else if (opcode <= 0x1e) {
      Arithmetic.apply(opcode, this::pop, this::push, () -> halt(opcode));
    } else {
      environment(opcode);
    }
  }

  private void environment(int opcode) {
    switch (opcode) {
      case 0x20 -> push(new BigInteger(1, Selectors.keccak256(memory(pop(), pop()))));
      case 0x30 -> push(BigInteger.TWO);
      case 0x33 -> push(caller);
      case 0x34 -> push(callValue);
      case Opcode.CALLDATALOAD -> push(new BigInteger(1, slice(callData, pop(), Words.BYTES)));
      case 0x36 -> push(BigInteger.valueOf(callData.length));
      case 0x37 -> {
        BigInteger to = pop();
        BigInteger from = pop();
        BigInteger length = pop();
        store(to, slice(callData, from, memorySize(length)));
      }
      case Opcode.POP -> pop();
      case 0x51 -> push(new BigInteger(1, memory(pop(), BigInteger.valueOf(Words.BYTES))));
      case 0x52 -> {
        BigInteger offset = pop();
        store(offset, Words.toBytes(pop()));
      }
      case 0x53 -> {
        BigInteger offset = pop();
        store(offset, new byte[] {pop().byteValue()});
      }
      case Opcode.SLOAD -> push(storage.getOrDefault(pop(), BigInteger.ZERO));
      case 0x55 -> {
        BigInteger slot = pop();
        storage.put(slot, pop());
      }
      case 0x5c -> push(transientStorage.getOrDefault(pop(), BigInteger.ZERO));
      case 0x5d -> {
        BigInteger slot = pop();
        transientStorage.put(slot, pop());
      }
      case 0x5e -> {
        BigInteger to = pop();
        BigInteger from = pop();
        store(to, memory(from, pop()));
      }
      default -> control(opcode);
    }
  }

  private void control(int opcode) {
    switch (opcode) {
      case Opcode.JUMP -> jump(pop());
      case Opcode.JUMPI -> {
        BigInteger target = pop();
        if (pop().signum() != 0) {
          jump(target);
        }
      }
      case Opcode.JUMPDEST -> {}
      case Opcode.RETURN -> {
        returnData = memory(pop(), pop());
        throw new Halt(Outcome.RETURNED);
      }
      case Opcode.REVERT -> {
        returnData = memory(pop(), pop());
        throw new Halt(Outcome.REVERTED);
      }
      default -> halt(opcode);
    }
  }

  private static void halt(int opcode) {
    if (opcode == Opcode.STOP) {
      throw new Halt(Outcome.STOPPED);
    }
    boolean undefined = Opcode.endsStretch(opcode) && opcode != Opcode.SELFDESTRUCT;
    throw new Halt(undefined ? Outcome.FAILED : Outcome.UNSUPPORTED);
  }

  private void jump(BigInteger target) {
    if (target.bitLength() > 31 || !disassembly.isJumpDestination(target.intValue())) {
      throw new Halt(Outcome.FAILED);
    }
    pc = target.intValue();
  }

  private void log(int topics) {
    byte[] data = memory(pop(), pop());
    StringBuilder entry =
        new StringBuilder(new BigInteger(1, data).toString(16)).append('/').append(data.length);
    for (int i = 0; i < topics; i++) {
      entry.append(' ').append(pop().toString(16));
    }
    logs.add(entry.toString());
  }

  private void push(BigInteger value) {
    if (stack.size() == STACK_LIMIT) {
      throw new Halt(Outcome.FAILED);
    }
    stack.add(value);
  }

  private BigInteger pop() {
    depth(1);
    return stack.removeLast();
  }

  private int depth(int fromTop) {
    if (stack.size() < fromTop) {
      throw new Halt(Outcome.FAILED);
    }
    return stack.size() - fromTop;
  }

  private static int memorySize(BigInteger value) {
    if (value.bitLength() > 31 || value.intValue() > MEMORY_LIMIT_BYTES) {
      throw new Halt(Outcome.FAILED);
    }
    return value.intValue();
  }

  private byte[] memory(BigInteger offset, BigInteger length) {
    int size = memorySize(length);
    if (size == 0) {
      return new byte[0];
    }
    int start = memorySize(offset);
    grow(start + size);
    return Arrays.copyOfRange(memory, start, start + size);
  }

  private void store(BigInteger offset, byte[] bytes) {
    if (bytes.length > 0) {
      int start = memorySize(offset);
      grow(start + bytes.length);
      System.arraycopy(bytes, 0, memory, start, bytes.length);
    }
  }

  private void grow(int size) {
    if (memory.length < size) {
      memory = Arrays.copyOf(memory, (size + Words.BYTES - 1) / Words.BYTES * Words.BYTES);
    }
  }

  private static byte[] slice(byte[] source, BigInteger offset, int length) {
    byte[] bytes = new byte[length];
    if (offset.compareTo(BigInteger.valueOf(source.length)) < 0) {
      int start = offset.intValue();
      System.arraycopy(source, start, bytes, 0, Math.min(length, source.length - start));
    }
    return bytes;
  }

  /** Arithmetic, comparison and bitwise instructions: 0x01 to 0x1e. */
  private static final class Arithmetic {
    private Arithmetic() {}

    static void apply(
        int opcode,
        java.util.function.Supplier<BigInteger> pop,
        java.util.function.Consumer<BigInteger> push,
        Runnable other) {
      switch (opcode) {
        case 0x15 -> push.accept(Words.flag(pop.get().signum() == 0));
        case 0x19 -> push.accept(Words.MODULUS.subtract(BigInteger.ONE).subtract(pop.get()));
        case 0x1e -> push.accept(BigInteger.valueOf(256 - pop.get().bitLength()));
        case 0x08, 0x09 -> {
          BigInteger a = pop.get();
          BigInteger b = pop.get();
          BigInteger modulus = pop.get();
          BigInteger value = opcode == 0x08 ? a.add(b) : a.multiply(b);
          push.accept(modulus.signum() == 0 ? BigInteger.ZERO : value.mod(modulus));
        }
        default -> {
          if (opcode == Opcode.STOP || opcode == 0x0c || Opcode.endsStretch(opcode)) {
            other.run();
            return;
          }
          BigInteger a = pop.get();
          push.accept(Words.wrap(binary(opcode, a, pop.get())));
        }
      }
    }

    private static BigInteger binary(int opcode, BigInteger a, BigInteger b) {
      return switch (opcode) {
        case Opcode.ADD -> a.add(b);
        case Opcode.MUL -> a.multiply(b);
        case Opcode.SUB -> a.subtract(b);
        case Opcode.DIV -> b.signum() == 0 ? b : a.divide(b);
        case 0x05 -> b.signum() == 0 ? b : Words.signed(a).divide(Words.signed(b));
        case 0x06 -> b.signum() == 0 ? b : a.mod(b);
        case 0x07 -> b.signum() == 0 ? b : Words.signed(a).remainder(Words.signed(b));
        case 0x0a -> a.modPow(b, Words.MODULUS);
        case 0x0b -> signExtend(a, b);
        case Opcode.LT -> Words.flag(a.compareTo(b) < 0);
        case Opcode.GT -> Words.flag(a.compareTo(b) > 0);
        case 0x12 -> Words.flag(Words.signed(a).compareTo(Words.signed(b)) < 0);
        case 0x13 -> Words.flag(Words.signed(a).compareTo(Words.signed(b)) > 0);
        case Opcode.EQ -> Words.flag(a.equals(b));
        case 0x16 -> a.and(b);
        case 0x17 -> a.or(b);
        case 0x18 -> a.xor(b);
        case 0x1a ->
            a.bitLength() > 5
                ? BigInteger.ZERO
                : b.shiftRight(8 * (31 - a.intValue())).and(BigInteger.valueOf(255));
        case 0x1b -> a.compareTo(LONG_SHIFT) >= 0 ? BigInteger.ZERO : b.shiftLeft(a.intValue());
        case 0x1c -> a.compareTo(LONG_SHIFT) >= 0 ? BigInteger.ZERO : b.shiftRight(a.intValue());
        case 0x1d -> Words.signed(b).shiftRight(a.min(LONG_SHIFT).intValue());
        default -> throw new IllegalStateException(Opcode.name(opcode));
      };
    }

    private static BigInteger signExtend(BigInteger bytes, BigInteger value) {
      if (bytes.compareTo(BigInteger.valueOf(31)) >= 0) {
        return value;
      }
      int bits = 8 * (bytes.intValue() + 1);
      BigInteger low = value.and(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
      return low.testBit(bits - 1) ? low.subtract(BigInteger.ONE.shiftLeft(bits)) : low;
    }
  }
}
