// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.property;

import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.guard.Opcode;
import dev.suture.attestation.patch.Patch;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.attestation.scenario.Conclusion;
import dev.suture.attestation.statement.Labels;
import dev.suture.prover.CodeCheck;
import dev.suture.prover.CodeInput;
import dev.suture.prover.CodeParameters;
import dev.suture.prover.OldCodeAnalysis;
import dev.suture.prover.Prover;
import dev.suture.prover.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Turns a property set into a plan: proofs, shapes, cost, and whether the patch passes. */
public final class PropertyCompiler {
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
   * Plans proofs. Without a property set: size, prefix, the unusual opcodes that old code does not
   * have, guardOnly, metadata where both codes have it, and all scenarios. A patch that is not
   * guard-only needs scenarios to be accepted without a property set.
   */
  public ProofPlan plan(Patch patch, Optional<PropertySet> wanted) {
    return wanted.map(properties -> planFor(patch, properties)).orElseGet(() -> planDefault(patch));
  }

  /** The code parameters of a property set, as the circuit takes them. */
  public static CodeParameters parameters(PropertySet p) {
    return new CodeParameters(
        p.maxSizeBytes(), p.forbiddenOpcodeBits(), p.metadata(), p.guardOnly(), p.declaredSlots());
  }

  private ProofPlan planFor(Patch patch, PropertySet properties) {
    return withScenarios(patch, planCode(patch, properties));
  }

  private ProofPlan planCode(Patch patch, PropertySet properties) {
    RuntimeCode oldCode = patch.oldCode();
    RuntimeCode newCode = patch.newCode();
    requireSatisfiable(oldCode, properties);
    Shape shape = shape(properties.shape(), oldCode, newCode);
    CodeCheck check =
        prover.check(
            new CodeInput(shape.name(), oldCode.bytes(), newCode.bytes(), parameters(properties)));
    return new ProofPlan(
        List.of(new PlannedProof.OfCode(shape)),
        properties,
        Labels.of(properties.guardOnly(), properties.scenarios().any()),
        check.accepted() ? Conclusion.MET : Conclusion.NOT_MET,
        check.reasons());
  }

  /**
   * Adds the proofs of the scenarios; a rejection says everything that speaks against the patch.
   */
  private ProofPlan withScenarios(Patch patch, ProofPlan code) {
    ScenarioPlanner.Runs runs = ScenarioPlanner.plan(prover, patch, code.properties().scenarios());
    List<PlannedProof> proofs = new ArrayList<>(code.proofs());
    proofs.addAll(runs.proofs());
    Conclusion conclusion = Conclusion.ofAll(List.of(code.conclusion(), runs.conclusion()));
    List<String> reasons = new ArrayList<>();
    if (code.accepted() == (conclusion == Conclusion.MET)) {
      reasons.addAll(code.reasons());
    }
    reasons.addAll(runs.reasons());
    return new ProofPlan(proofs, code.properties(), code.labels(), conclusion, reasons);
  }

  /**
   * Without scenarios guard-only is never dropped, so that nobody gets less than {@code contained}
   * without asking for it. With scenarios it is, and the label says so. Metadata is, and the
   * reasons say why.
   */
  private ProofPlan planDefault(Patch patch) {
    ScenarioProperties scenarios =
        patch.scenarios().map(ScenarioProperties::allOf).orElse(ScenarioProperties.NONE);
    ProofPlan guarded = planDefault(patch, true, scenarios);
    if (guarded.accepted() || !scenarios.any()) {
      return withScenarios(patch, guarded);
    }
    ProofPlan sampled = planDefault(patch, false, scenarios);
    List<String> leftOut = new ArrayList<>(guarded.reasons());
    leftOut.addAll(sampled.reasons());
    return withScenarios(patch, sampled.accepted() ? sampled.withReasons(leftOut) : sampled);
  }

  /** The strongest of the default sets that the patch has; the reasons say what the others lack. */
  private ProofPlan planDefault(Patch patch, boolean guardOnly, ScenarioProperties scenarios) {
    boolean hasMetadata = prover.analyzeOldCode(patch.oldCode().bytes()).metadataLength() > 0;
    SortedSet<Integer> absent = new TreeSet<>(UNUSUAL);
    absent.removeAll(instructions(patch.oldCode().bytes()));
    ProofPlan strongest = planCode(patch, defaults(absent, hasMetadata, guardOnly, scenarios));
    if (strongest.accepted()) {
      return strongest;
    }
    ProofPlan weaker = planCode(patch, defaults(absent, false, guardOnly, scenarios));
    if (!weaker.accepted() && !guardOnly) {
      // All or none of the opcodes: a set that fits new code would tell of it.
      weaker = planCode(patch, defaults(new TreeSet<>(), false, false, scenarios));
    }
    return weaker.accepted() ? weaker.withReasons(strongest.reasons()) : weaker;
  }

  private static PropertySet defaults(
      SortedSet<Integer> forbidden,
      boolean metadata,
      boolean guardOnly,
      ScenarioProperties scenarios) {
    return new PropertySet(
        RuntimeCode.MAX_SIZE_BYTES,
        forbidden,
        false,
        metadata,
        guardOnly,
        List.of(),
        Optional.empty(),
        scenarios);
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
