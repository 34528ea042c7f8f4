// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.suture.prover.CodeCheck;
import dev.suture.prover.CodeInput;
import dev.suture.prover.CodeParameters;
import dev.suture.prover.Prover;
import dev.suture.prover.Provers;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guard writer writes is what the prover's own search accepts as code.guardOnly. */
class GuardWriterIT {
  private static final int ROUNDS = 40;
  private static final Prover PROVER = Provers.jni();

  @AfterAll
  static void close() {
    PROVER.close();
  }

  static List<PatchCase> eligibleCases() {
    return PatchCase.all().stream()
        .filter(patchCase -> PROVER.analyzeOldCode(patchCase.oldCode()).eligible())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("eligibleCases")
  void acceptsAnyGuardsAnywhere(PatchCase patchCase) {
    Random random = new Random(patchCase.name().hashCode());
    byte[] old = patchCase.oldCode();
    assertEquals(SolidityMetadata.startIn(old), PROVER.analyzeOldCode(old).bodyEnd());
    List<Instruction> instructions = Disassembly.of(old).instructions();
    int written = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<PlacedGuard> guards = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        Instruction at = instructions.get(random.nextInt(instructions.size()));
        guards.add(
            new PlacedGuard(new GuardSite.BeforePc(at.pc()), GuardWriterTest.anyGuard(random, at)));
      }
      try {
        GuardedCode guarded = GuardWriter.write(old, new GuardFile(guards));
        CodeCheck check = check(old, guarded.code(), guarded.declaredSlots());
        assertTrue(check.accepted(), guards + ": " + check.reasons());
        written++;
      } catch (GuardException e) {
        assertTrue(e.toString().contains("pc 0x"), e.toString());
      }
    }
    assertTrue(written > ROUNDS / 10, "written: " + written);
  }

  @Test
  void refusesASlotThatIsNotDeclared() {
    byte[] old = PatchCase.of("token-overflow").oldCode();
    Guard guard = new Guard.RequireSlot(BigInteger.TWO, BigInteger.ONE);
    GuardFile file =
        new GuardFile(List.of(new PlacedGuard(new GuardSite.EntryOf(0x979e019b), guard)));
    GuardedCode guarded = GuardWriter.write(old, file);
    assertTrue(check(old, guarded.code(), guarded.declaredSlots()).accepted());
    assertFalse(check(old, guarded.code(), List.of()).accepted());
  }

  private static CodeCheck check(byte[] old, byte[] code, List<byte[]> slots) {
    boolean metadata = PROVER.analyzeOldCode(old).metadataLength() > 0;
    CodeParameters parameters = new CodeParameters(8192, new byte[32], metadata, true, slots);
    return PROVER.check(new CodeInput("code-8k", old, code, parameters));
  }
}
