// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.property;

import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.guard.Opcode;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.prover.CodeCheck;
import dev.suture.prover.CodeInput;
import dev.suture.prover.CodeParameters;
import dev.suture.prover.OldCodeAnalysis;
import dev.suture.prover.Prover;
import dev.suture.prover.Shape;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Turns a property set into a plan: circuit, shape, cost, and whether the patch passes. */
public final class PropertyCompiler {
  /** Label of a property for all inputs. */
  public static final String CONTAINED = "contained";

  private static final String CIRCUIT = "code";

  /**
   * CREATE, CALLCODE, DELEGATECALL, CREATE2, SELFDESTRUCT, ORIGIN: rarely wanted in a patch that
   * had none before.
   */
  private static final List<Integer> UNUSUAL = List.of(0x32, 0xf0, 0xf2, 0xf4, 0xf5, 0xff);

  private final Prover prover;

  /** Uses the prover for shapes and native checks. */
  public PropertyCompiler(Prover prover) {
    this.prover = prover;
  }

  /**
   * Plans a proof. Without a property set: size, prefix, the unusual opcodes that old code does not
   * have, guardOnly, and metadata where both codes have it.
   */
  public ProofPlan plan(RuntimeCode oldCode, RuntimeCode newCode, Optional<PropertySet> wanted) {
    return wanted
        .map(properties -> planFor(oldCode, newCode, properties))
        .orElseGet(() -> planDefault(oldCode, newCode));
  }

  /** The code parameters of a property set, as the circuit takes them. */
  public static CodeParameters parameters(PropertySet p) {
    return new CodeParameters(
        p.maxSizeBytes(), p.forbiddenOpcodeBits(), p.metadata(), p.guardOnly(), p.declaredSlots());
  }

  private ProofPlan planFor(RuntimeCode oldCode, RuntimeCode newCode, PropertySet properties) {
    requireSatisfiable(oldCode, properties);
    Shape shape = shape(properties.shape(), oldCode, newCode);
    CodeCheck check =
        prover.check(
            new CodeInput(shape.name(), oldCode.bytes(), newCode.bytes(), parameters(properties)));
    List<String> labels = properties.guardOnly() ? List.of(CONTAINED) : List.of();
    return new ProofPlan(CIRCUIT, shape, properties, labels, check.accepted(), check.reasons());
  }

  /**
   * Guard-only is never dropped, so that nobody gets less than {@link #CONTAINED} without asking
   * for it; metadata is, and the reasons say why.
   */
  private ProofPlan planDefault(RuntimeCode oldCode, RuntimeCode newCode) {
    boolean hasMetadata = prover.analyzeOldCode(oldCode.bytes()).metadataLength() > 0;
    SortedSet<Integer> absent = new TreeSet<>(UNUSUAL);
    absent.removeAll(instructions(oldCode.bytes()));
    ProofPlan strongest = planFor(oldCode, newCode, defaults(absent, hasMetadata));
    if (strongest.accepted() || !hasMetadata) {
      return strongest;
    }
    ProofPlan weaker = planFor(oldCode, newCode, defaults(absent, false));
    return weaker.accepted() ? weaker.withReasons(strongest.reasons()) : weaker;
  }

  private static PropertySet defaults(SortedSet<Integer> forbidden, boolean metadata) {
    return new PropertySet(
        RuntimeCode.MAX_SIZE_BYTES, forbidden, false, metadata, true, List.of(), Optional.empty());
  }

  /** Opcodes that occur as instructions of the linear scan. */
  private static SortedSet<Integer> instructions(byte[] code) {
    SortedSet<Integer> found = new TreeSet<>();
    for (int pc = 0; pc < code.length; pc++) {
      int opcode = Byte.toUnsignedInt(code[pc]);
      found.add(opcode);
      pc += Opcode.dataLength(opcode);
    }
    return found;
  }

  /** Refuses claims that no new code of this old code can meet together. */
  private void requireSatisfiable(RuntimeCode oldCode, PropertySet properties) {
    OldCodeAnalysis old = prover.analyzeOldCode(oldCode.bytes());
    if (properties.metadata() && old.metadataLength() == 0) {
      throw new MalformedInputException("code.metadata", "old code ends with no solc metadata");
    }
    int kept = properties.guardOnly() ? old.bodyEnd() : 0;
    int least = kept + (properties.metadata() ? old.metadataLength() : 0);
    if (properties.maxSizeBytes() < least) {
      throw new MalformedInputException(
          "properties",
          "contradict each other: code.size allows %d bytes, the others keep %d of old code"
              .formatted(properties.maxSizeBytes(), least));
    }
  }

  /** The default is the largest shape, so that its choice says nothing about the patch. */
  private Shape shape(Optional<String> name, RuntimeCode oldCode, RuntimeCode newCode) {
    List<Shape> shapes = prover.shapes(Shape.CODE);
    Shape shape = name.map(n -> named(shapes, n)).orElse(shapes.getLast());
    int size = Math.max(oldCode.sizeBytes(), newCode.sizeBytes());
    if (size > shape.codeCapacityBytes()) {
      throw new MalformedInputException(
          "shape",
          shape.name()
              + " holds "
              + shape.codeCapacityBytes()
              + " bytes of code, the patch needs more");
    }
    return shape;
  }

  private static Shape named(List<Shape> shapes, String name) {
    return shapes.stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new MalformedInputException(
                    "shape",
                    "unknown \""
                        + name
                        + "\", expected one of "
                        + shapes.stream().map(Shape::name).toList()));
  }
}
