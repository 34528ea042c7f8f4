// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every binding must do. Uses the test shape code-1k, whose keys are made in seconds. */
abstract class ProverContract {
  private static final byte[] OLD = GoldenVectors.bytes("oldCode");
  private static final byte[] NEW = GoldenVectors.bytes("newCode");

  abstract Prover prover();

  abstract Boundary boundary();

  private static CodeParameters parameters(boolean guardOnly) {
    return new CodeParameters(
        GoldenVectors.integer("maxSizeBytes"),
        GoldenVectors.bytes("forbiddenOpcodes"),
        false,
        guardOnly,
        List.of(GoldenVectors.bytes("slots")));
  }

  private static CodeInput golden() {
    return new CodeInput(GoldenVectors.text("shape"), OLD, NEW, parameters(true));
  }

  private static CodeBlinds blinds() {
    return new CodeBlinds(
        GoldenVectors.bytes("bC"), GoldenVectors.bytes("bY"), GoldenVectors.bytes("bS"));
  }

  private static PublicInputs goldenInputs() {
    return new PublicInputs(
        GoldenVectors.bytes("claim"), GoldenVectors.bytes("z"), GoldenVectors.bytes("y"));
  }

  @Test
  void namesFunctionsAndStatusesAsTheLibraryDoes() {
    FrameReader in = ((BoundaryProver) prover()).call(Function.DESCRIBE, new FrameWriter());
    assertEquals(prover().gnarkVersion(), in.text());
    assertEquals(Function.values().length, in.integer());
    for (Function function : Function.values()) {
      assertEquals(function.name(), in.text());
    }
    assertEquals(Arrays.stream(Status.values()).map(Enum::name).toList(), in.remainingTexts());
  }

  @Test
  void echoesBytes() {
    for (byte[] payload : List.of(new byte[0], new byte[] {7}, OLD, new byte[100_000])) {
      assertArrayEquals(payload, prover().echo(payload));
    }
  }

  @Test
  void listsProductShapesOnly() {
    assertEquals(
        List.of("code-8k", "code-24k", "exec-1k", "exec-4k", "exec-16k"),
        prover().shapes().stream().map(Shape::name).toList());
    Shape largest = prover().shapes(Shape.CODE).getLast();
    assertEquals(24_576, largest.codeCapacityBytes());
    assertEquals(3, largest.publicInputs());
    assertTrue(largest.constraints() > 0 && largest.constraints() <= 450_000);
  }

  @Test
  void reproducesTheGoldenCommitments() {
    CodeCommitments c = prover().commit(golden(), blinds());
    assertArrayEquals(GoldenVectors.bytes("oldCodeCommitment"), c.oldCode());
    assertArrayEquals(GoldenVectors.bytes("codeCommitment"), c.newCode());
    assertArrayEquals(GoldenVectors.bytes("secretParameters"), c.secretParameters());
    assertArrayEquals(GoldenVectors.bytes("statement"), c.statement());
    assertArrayEquals(GoldenVectors.bytes("claim"), c.claim());
    assertEquals(GoldenVectors.integer("bodyEnd"), c.bodyEnd());
    assertEquals(GoldenVectors.integer("metadataLength"), c.metadataLength());
  }

  @Test
  void opensCommitmentsStepByStep() {
    Prover p = prover();
    assertArrayEquals(GoldenVectors.bytes("oldCodeCommitment"), p.oldCodeCommitment(OLD));
    byte[] c = p.newCodeCommitment(NEW, GoldenVectors.bytes("bC"), GoldenVectors.bytes("bY"));
    assertArrayEquals(GoldenVectors.bytes("codeCommitment"), c);
    byte[] b =
        p.secretParametersCommitment(
            GoldenVectors.bytes("bS"),
            GoldenVectors.bytes("forbiddenOpcodes"),
            List.of(GoldenVectors.bytes("slots")));
    byte[] s =
        p.statementCommitment(
            p.oldCodeCommitment(OLD),
            "code-1k",
            GoldenVectors.integer("maxSizeBytes"),
            0,
            GoldenVectors.integer("bodyEnd"),
            b);
    assertArrayEquals(GoldenVectors.bytes("claim"), p.claim(c, s));
    assertArrayEquals(
        GoldenVectors.bytes("y"),
        p.evaluate(NEW, GoldenVectors.bytes("bY"), OLD, GoldenVectors.bytes("z")));
  }

  @Test
  void analyzesOldCode() {
    OldCodeAnalysis analysis = prover().analyzeOldCode(OLD);
    assertTrue(analysis.eligible(), analysis.reasons().toString());
    assertEquals(GoldenVectors.integer("bodyEnd"), analysis.bodyEnd());
    OldCodeAnalysis reading = prover().analyzeOldCode(new byte[] {0x38, 0x56}); // CODESIZE JUMP
    assertFalse(reading.eligible());
    assertFalse(reading.reasons().isEmpty());
  }

  @Test
  void acceptsGuardOnlyPatchAndRejectsAnother() {
    assertTrue(prover().check(golden()).accepted());
    byte[] changed = NEW.clone();
    changed[1] ^= 1; // an immediate of the body
    CodeCheck check = prover().check(new CodeInput("code-1k", OLD, changed, parameters(true)));
    assertFalse(check.accepted());
    assertEquals(1, check.reasons().size());
    CodeInput rejected = new CodeInput("code-1k", OLD, changed, parameters(true));
    ProverRejectedException e =
        assertThrows(ProverRejectedException.class, () -> prover().commit(rejected, blinds()));
    assertEquals(check.reasons(), e.reasons());
  }

  @Test
  void verifiesTheGoldenProofAndNothingElse() {
    byte[] vk = GoldenVectors.bytes("vkBlob");
    Proof proof = new Proof(GoldenVectors.bytes("proof"));
    PublicInputs inputs = goldenInputs();
    assertTrue(prover().verify(vk, inputs, proof));
    assertFalse(
        prover()
            .verify(
                vk,
                new PublicInputs(inputs.claim(), inputs.challenge(), inputs.challenge()),
                proof));
    byte[] beyondField = new byte[32];
    Arrays.fill(beyondField, (byte) 0xff);
    PublicInputs tooLarge = new PublicInputs(beyondField, inputs.challenge(), inputs.evaluation());
    assertInput(
        "claim is not below the BN254 scalar field order",
        () -> prover().verify(vk, tooLarge, proof));
    byte[] offCurve = proof.bytes().clone();
    offCurve[31] ^= 1;
    assertInput("not on the curve", () -> prover().verify(vk, inputs, new Proof(offCurve)));
    assertInput(
        "verifying key has 10 bytes, want 1056",
        () -> prover().verify(new byte[10], inputs, proof));
  }

  @Test
  void provesAndRefusesForeignKeysAndClosedHandles(@TempDir Path folder) throws Exception {
    Prover p = prover();
    byte[] z = GoldenVectors.bytes("z");
    ProvingKey key = p.openKey("code-1k", folder);
    assertEquals("dev", key.info().kind());
    ProofResult result = p.prove(key, golden(), blinds(), z);
    assertArrayEquals(GoldenVectors.bytes("claim"), result.inputs().claim());
    assertTrue(p.verify(key.info().vkBlob(), result.inputs(), result.proof()));
    assertEquals(new Progress("done", 100), p.progress());
    CodeInput otherShape = new CodeInput("code-8k", OLD, NEW, parameters(true));
    assertInput(
        "the key is for shape code-1k, the input for code-8k",
        () -> p.prove(key, otherShape, blinds(), z));
    assertInput("challenge z is zero", () -> p.prove(key, golden(), blinds(), new byte[32]));
    key.close();
    key.close();
    assertInput("closed", () -> p.prove(key, golden(), blinds(), z));

    Path dump = onlyFile(folder, ".pk");
    byte[] whole = Files.readAllBytes(dump);
    Files.write(dump, Arrays.copyOf(whole, whole.length - 1));
    assertThrows(ProverKeyException.class, () -> p.openKey("code-1k", folder).close());
    whole[whole.length / 2] ^= 1;
    Files.write(dump, whole);
    assertThrows(ProverKeyException.class, () -> p.openKey("code-1k", folder).close());
    whole[whole.length / 2] ^= 1;
    Files.write(dump, whole);
    Path manifest = onlyFile(folder, ".json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replace("code-1k", "code-8k"));
    assertThrows(ProverKeyException.class, () -> p.openKey("code-1k", folder).close());
    Files.writeString(manifest, text);
    p.openKey("code-1k", folder).close();
  }

  private static Path onlyFile(Path folder, String suffix) throws Exception {
    try (var files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }

  @Test
  void refusesMalformedRequestsWithoutCrashing() {
    byte[] valid = new FrameWriter().input(golden()).toBytes();
    for (int length = 0; length < valid.length; length++) {
      byte[] response = boundary().call(Function.CHECK.ordinal(), 0, Arrays.copyOf(valid, length));
      assertEquals(Status.INPUT.ordinal(), response[0], "cut to " + length);
    }
    byte[] longer = Arrays.copyOf(valid, valid.length + 1);
    assertEquals(Status.INPUT.ordinal(), boundary().call(Function.CHECK.ordinal(), 0, longer)[0]);
    byte[] hugeLength = ByteBuffer.allocate(4).putInt(-1).array();
    assertEquals(
        Status.INPUT.ordinal(), boundary().call(Function.CHECK.ordinal(), 0, hugeLength)[0]);
    for (int function : new int[] {-1, Function.values().length, Integer.MAX_VALUE}) {
      assertEquals(Status.INPUT.ordinal(), boundary().call(function, 0, new byte[0])[0]);
    }
    for (long handle : new long[] {0, 1, -1, Long.MAX_VALUE}) {
      assertEquals(
          Status.INPUT.ordinal(),
          boundary().call(Function.KEY_INFO.ordinal(), handle, new byte[0])[0]);
    }
  }

  @Test
  void namesWhatIsWrongWithAnInput() {
    assertInput(
        "unknown shape \"code-9k\"",
        () -> prover().check(new CodeInput("code-9k", OLD, NEW, parameters(true))));
    assertInput(
        "new code has 0 bytes, shape code-1k holds 1 to 1024",
        () -> prover().check(new CodeInput("code-1k", OLD, new byte[0], parameters(true))));
    assertInput(
        "old code has 1025 bytes",
        () -> prover().check(new CodeInput("code-1k", new byte[1025], NEW, parameters(true))));
    assertInput("code has 24577 bytes", () -> prover().oldCodeCommitment(new byte[24_577]));
    byte[] stop = new byte[32];
    stop[31] = 1;
    CodeParameters forbidsStop = new CodeParameters(1024, stop, false, false, List.of());
    assertInput(
        "opcode 0x00 cannot be forbidden",
        () -> prover().check(new CodeInput("code-1k", OLD, NEW, forbidsStop)));
  }

  @Test
  void keepsSecretsOutOfTextForms() {
    String secret = HexFormat.of().formatHex(NEW);
    assertFalse(golden().toString().contains(secret.substring(0, 16)));
    assertFalse(blinds().toString().matches(".*[0-9a-f]{16}.*"));
  }

  private static void assertInput(String part, org.junit.jupiter.api.function.Executable call) {
    ProverInputException e = assertThrows(ProverInputException.class, call);
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
  }
}
