// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.suture.attestation.guard.Guard.CheckedArithmetic;
import dev.suture.attestation.guard.Guard.CheckedArithmetic.Operation;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GuardWriterTest {
  private static final HexFormat HEX = HexFormat.of();

  static List<PatchCase> cases() {
    return PatchCase.all();
  }

  private static GuardedCode write(byte[] old, GuardSite site, Guard guard) {
    return GuardWriter.write(old, new GuardFile(List.of(new PlacedGuard(site, guard))));
  }

  private static byte[] hex(String text) {
    return HEX.parseHex(text.replace(" ", ""));
  }

  @Test
  void writesAJumpTheDisplacedInstructionsAndAJumpBackToTheNextDestination() {
    // JUMPDEST CALLVALUE DUP1 POP POP | JUMPDEST STOP, then a metadata map {"solc": 0x000825} of 10
    // + 2 bytes.
    String metadata = "a164736f6c6343000825000a";
    GuardedCode guarded =
        write(
            hex("5b34805050 5b00" + metadata), new GuardSite.BeforePc(0), new Guard.RevertAlways());
    assertEquals("5b61000756" + "5b00" + "5b600080fdfe" + metadata, HEX.formatHex(guarded.code()));
    GuardedCode copied =
        write(
            hex("5b34805050 5b00" + metadata),
            new GuardSite.BeforePc(2),
            new Guard.RequireSlot(BigInteger.valueOf(0x1234), BigInteger.ZERO));
    assertEquals(
        "5b61000756"
            + "5b00"
            + "5b34"
            + "6000611234541461001857600080fd5b"
            + "805050"
            + "61000556fe"
            + metadata,
        HEX.formatHex(copied.code()));
    assertArrayEquals(HEX.parseHex("0".repeat(60) + "1234"), copied.declaredSlots().getFirst());
  }

  @Test
  void writesTheSequencesOfEvmPatch() {
    // PUSH1 0 CALLDATALOAD PUSH1 32 CALLDATALOAD <op> PUSH1 0 MSTORE PUSH1 32 PUSH1 0 RETURN
    String head = "6000356020 35";
    String tail = "60005260206000f3";
    assertEquals(
        "8091018091901015" + "610020" + "57600080fd5b",
        splice(hex(head + "01" + tail), 6, Operation.ADD, tail));
    assertEquals(
        "80821115" + "61001c" + "57600080fd5b03",
        splice(hex(head + "03" + tail), 6, Operation.SUB, tail));
    assertEquals(
        "8015610027" + "578181029081049091" + "1461002c" + "57600080fd" + "5b50506000" + "5b",
        splice(hex(head + "02" + tail), 6, Operation.MUL, tail));
  }

  private static String splice(byte[] old, int pc, Operation operation, String tail) {
    GuardedCode guarded = write(old, new GuardSite.BeforePc(pc), new CheckedArithmetic(operation));
    String appended = HEX.formatHex(guarded.code()).substring(2 * old.length);
    assertTrue(appended.startsWith("5b") && appended.endsWith(tail + "fe"), appended);
    return appended.substring(2, appended.length() - tail.length() - 2);
  }

  @ParameterizedTest
  @EnumSource
  void checkedArithmeticReturnsTheExactResultOrReverts(Operation operation) {
    byte[] old = hex("600035602035%02x60005260206000f3".formatted(operation.opcode()));
    byte[] guarded = write(old, new GuardSite.BeforePc(6), new CheckedArithmetic(operation)).code();
    Random random = new Random(7);
    for (int i = 0; i < 4_000; i++) {
      BigInteger b = operand(random);
      BigInteger a = operand(random);
      BigInteger exact =
          switch (operation) {
            case ADD -> a.add(b);
            case SUB -> a.subtract(b);
            case MUL -> a.multiply(b);
          };
      byte[] callData = ByteBuffer.allocate(64).put(Words.toBytes(b)).put(Words.toBytes(a)).array();
      FrameResult result = Frame.of(guarded, callData).run();
      if (exact.signum() >= 0 && exact.bitLength() <= 256) {
        assertEquals(Frame.Outcome.RETURNED, result.outcome());
        assertEquals(exact, new BigInteger(1, result.returnData()));
      } else {
        assertEquals(Frame.Outcome.REVERTED, result.outcome());
      }
    }
  }

  private static BigInteger operand(Random random) {
    BigInteger value = new BigInteger(random.nextInt(257), random);
    return random.nextInt(4) == 0 ? Words.MODULUS.subtract(BigInteger.ONE).subtract(value) : value;
  }

  @Test
  void stopsTheExploitAndKeepsBenignCalls() {
    Operation operation = Operation.MUL;
    PatchCase patchCase = PatchCase.of("token-overflow");
    byte[] old = patchCase.oldCode();
    List<PlacedGuard> guards = new ArrayList<>();
    for (PatchCase.Call call : patchCase.exploit()) {
      for (int pc : WrappingArithmetic.find(frame(old, call, patchCase.storage()), operation)) {
        PlacedGuard guard =
            new PlacedGuard(new GuardSite.BeforePc(pc), new CheckedArithmetic(operation));
        if (!guards.contains(guard)) {
          guards.add(guard);
        }
      }
    }
    assertFalse(guards.isEmpty());
    byte[] patched = GuardWriter.write(old, new GuardFile(guards)).code();
    assertTrue(
        run(patched, patchCase, patchCase.exploit()).stream()
            .anyMatch(result -> result.outcome() == Frame.Outcome.REVERTED));
    for (List<PatchCase.Call> scenario : patchCase.benign()) {
      List<FrameResult> before = run(old, patchCase, scenario);
      List<FrameResult> after = run(patched, patchCase, scenario);
      for (int i = 0; i < before.size(); i++) {
        assertTrue(before.get(i).sameAs(after.get(i)), before.get(i) + " / " + after.get(i));
      }
    }
  }

  private static List<FrameResult> run(
      byte[] code, PatchCase patchCase, List<PatchCase.Call> calls) {
    Map<BigInteger, BigInteger> storage = patchCase.storage();
    List<FrameResult> results = new ArrayList<>();
    for (PatchCase.Call call : calls) {
      FrameResult result = frame(code, call, storage).run();
      storage = result.storage();
      results.add(result);
    }
    return results;
  }

  private static Frame frame(byte[] code, PatchCase.Call call, Map<BigInteger, BigInteger> slots) {
    return Frame.of(code, call.data()).caller(call.caller()).callValue(call.value()).storage(slots);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void freezesOneSelectorAndNoOther(PatchCase patchCase) {
    byte[] old = patchCase.oldCode();
    PatchCase.Call frozen = patchCase.benign().getFirst().getFirst();
    int selector = ByteBuffer.wrap(frozen.data()).getInt();
    GuardedCode guarded = write(old, new GuardSite.EntryOf(selector), new Guard.RevertAlways());
    requireGuardOnlyShape(old, guarded);
    assertEquals(
        Frame.Outcome.REVERTED, frame(guarded.code(), frozen, patchCase.storage()).run().outcome());
    for (PatchCase.Call call : patchCase.benign().getLast()) {
      if (ByteBuffer.wrap(call.data()).getInt() != selector) {
        FrameResult before = frame(old, call, patchCase.storage()).run();
        FrameResult after = frame(guarded.code(), call, patchCase.storage()).run();
        assertTrue(before.sameAs(after), before + " / " + after);
      }
    }
  }

  @Test
  void capsAnArgument() {
    PatchCase patchCase = PatchCase.of("token-overflow");
    PatchCase.Call call = patchCase.exploit().getFirst();
    BigInteger value = new BigInteger(1, Arrays.copyOfRange(call.data(), 36, 68));
    int selector = ByteBuffer.wrap(call.data()).getInt();
    for (int below = 0; below <= 1; below++) {
      Guard cap = new Guard.RevertIfArgumentAbove(1, value.subtract(BigInteger.valueOf(below)));
      byte[] code = write(patchCase.oldCode(), new GuardSite.EntryOf(selector), cap).code();
      FrameResult result = frame(code, call, patchCase.storage()).run();
      assertEquals(below == 1, result.outcome() == Frame.Outcome.REVERTED, result.toString());
    }
  }

  /**
   * Any guard anywhere: old behaviour or a revert, for every call tried; and the shape of DESIGN.md
   * §4.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void neverDoesMoreThanTheOldCodeWhateverTheGuards(PatchCase patchCase) {
    Random random = new Random(patchCase.name().hashCode());
    byte[] old = patchCase.oldCode();
    List<Instruction> instructions =
        Disassembly.of(Arrays.copyOf(old, SolidityMetadata.startIn(old))).instructions();
    int written = 0;
    for (int round = 0; round < 60; round++) {
      List<PlacedGuard> guards = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        Instruction at = instructions.get(random.nextInt(instructions.size()));
        guards.add(new PlacedGuard(new GuardSite.BeforePc(at.pc()), anyGuard(random, at)));
      }
      try {
        GuardedCode guarded = GuardWriter.write(old, new GuardFile(guards));
        written++;
        requireGuardOnlyShape(old, guarded);
        requireOldOrRevert(patchCase, old, guarded.code(), random);
      } catch (GuardException e) {
        assertTrue(e.toString().contains("pc 0x"), e.toString());
      }
    }
    assertTrue(written > 5, "written: " + written);
  }

  static Guard anyGuard(Random random, Instruction at) {
    for (Operation operation : Operation.values()) {
      if (at.opcode() == operation.opcode()) {
        return new CheckedArithmetic(operation);
      }
    }
    return switch (random.nextInt(8)) {
      case 0 -> new Guard.RevertAlways();
      case 1, 2 -> new Guard.RequireSlot(BigInteger.valueOf(random.nextInt(3)), BigInteger.ZERO);
      default ->
          new Guard.RevertIfArgumentAbove(
              random.nextInt(2), BigInteger.ONE.shiftLeft(random.nextInt(256)));
    };
  }

  private static void requireOldOrRevert(
      PatchCase patchCase, byte[] old, byte[] code, Random random) {
    List<PatchCase.Call> calls = new ArrayList<>(patchCase.exploit());
    patchCase.benign().forEach(calls::addAll);
    for (PatchCase.Call call : calls) {
      byte[] data = call.data().clone();
      if (data.length > 4 && random.nextBoolean()) {
        data[4 + random.nextInt(data.length - 4)] ^= (byte) (1 << random.nextInt(8));
      }
      PatchCase.Call changed = new PatchCase.Call(call.caller(), call.value(), HEX.formatHex(data));
      FrameResult before = frame(old, changed, patchCase.storage()).run();
      FrameResult after = frame(code, changed, patchCase.storage()).run();
      boolean reverted =
          after.outcome() == Frame.Outcome.REVERTED && after.returnData().length == 0;
      assertTrue(reverted || before.sameAs(after), before + " / " + after);
    }
  }

  /**
   * SPEC of the shape, read off the bytes: equal, or a jump followed by 0xfe within one window;
   * metadata at the end.
   */
  private static void requireGuardOnlyShape(byte[] old, GuardedCode guarded) {
    byte[] code = guarded.code();
    int bodyEnd = SolidityMetadata.startIn(old);
    byte[] expected = Arrays.copyOf(old, bodyEnd);
    Disassembly scan = Disassembly.of(code);
    for (GuardedCode.Window window : guarded.windows()) {
      assertTrue(
          scan.indexAt(window.start()).isPresent() && scan.indexAt(window.end()).isPresent());
      assertTrue(window.target() >= bodyEnd && scan.isJumpDestination(window.target()));
      Arrays.fill(expected, window.start(), window.end(), (byte) Opcode.INVALID);
      ByteBuffer.wrap(expected, window.start(), 4)
          .put((byte) Opcode.PUSH2)
          .putShort((short) window.target())
          .put((byte) Opcode.JUMP);
      Disassembly oldScan = Disassembly.of(old);
      for (int pc = window.start(); pc < window.end(); pc++) {
        assertFalse(oldScan.isJumpDestination(pc), "window covers a jump destination");
      }
    }
    assertArrayEquals(expected, Arrays.copyOf(code, bodyEnd));
    int metadata = old.length - bodyEnd;
    assertArrayEquals(
        Arrays.copyOfRange(old, bodyEnd, old.length),
        Arrays.copyOfRange(code, code.length - metadata, code.length));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5b5050565b00     | 1 | a jump needs 4 bytes
          6000356020355b00 | 1 | no instruction of the old code starts at pc 0x0001
          6000356020355b00 | 99 | no instruction of the old code starts at pc 0x0063
          5b600035602035   | 1 | runs past its end
          5b6000585050005b | 1 | reads PC
          60003550005b     | 5 | no instruction follows
          """)
  void saysWhyAGuardCannotStandThere(String old, int pc, String expected) {
    byte[] code = hex(old);
    Guard guard = new Guard.RevertIfArgumentAbove(0, BigInteger.ONE);
    GuardException e =
        assertThrows(GuardException.class, () -> write(code, new GuardSite.BeforePc(pc), guard));
    assertTrue(e.toString().contains(expected), e.toString());
  }

  @Test
  void refusesCodeThatWouldGrowBeyondTheLimit() {
    byte[] old = new byte[24_570];
    old[0] = 0x34;
    old[1] = 0x50;
    old[2] = 0x34;
    old[3] = 0x50;
    Guard guard = new Guard.RevertIfArgumentAbove(0, BigInteger.ONE);
    GuardException e =
        assertThrows(GuardException.class, () -> write(old, new GuardSite.BeforePc(0), guard));
    assertTrue(e.toString().contains("at most 24576"), e.toString());
    assertThrows(
        GuardException.class,
        () -> write(new byte[24_577], new GuardSite.BeforePc(0), new Guard.RevertAlways()));
  }

  @Test
  void appendsBehindATruncatedPush() {
    byte[] old = hex("34503450 00 62ff");
    byte[] code = write(old, new GuardSite.BeforePc(0), new Guard.RevertAlways()).code();
    assertEquals("61000956" + "fe" + "62ff" + "fefe" + "5b600080fdfe", HEX.formatHex(code));
  }

  @Test
  void refusesAnOperationThatIsNotThere() {
    byte[] old = hex("6000356020350160005260206000f3");
    GuardException e =
        assertThrows(
            GuardException.class,
            () -> write(old, new GuardSite.BeforePc(6), new CheckedArithmetic(Operation.MUL)));
    assertTrue(e.toString().endsWith("checked: expected MUL at pc 0x0006, found ADD"));
  }

  @Test
  void tellsSizesOnly() {
    GuardedCode guarded =
        write(hex("3450345000"), new GuardSite.BeforePc(0), new Guard.RevertAlways());
    assertEquals("GuardedCode[11 bytes, 1 windows]", guarded.toString());
  }
}
