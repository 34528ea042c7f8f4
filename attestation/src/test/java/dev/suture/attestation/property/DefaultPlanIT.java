// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.CaseFolder;
import dev.suture.attestation.patch.Patch;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.attestation.statement.Labels;
import dev.suture.prover.Prover;
import dev.suture.prover.Provers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without a property file guard-only is demanded; with one, whatever it says and can be. */
class DefaultPlanIT {
  private static final Path CASES =
      Path.of(Optional.ofNullable(System.getenv("SUTURE_SHARED")).orElse("../../shared"), "cases");

  private static ProofPlan plan(String folder, String label) {
    CaseFolder patch = CaseFolder.read(CASES.resolve(folder), Optional.of(label));
    return plan(patch.oldCode(), patch.newCode(), Optional.empty());
  }

  private static ProofPlan plan(
      RuntimeCode oldCode, RuntimeCode newCode, Optional<PropertySet> properties) {
    try (Prover prover = Provers.jni()) {
      return new PropertyCompiler(prover).plan(Patch.of(oldCode, newCode), properties);
    }
  }

  @Test
  void aGuardOnlyPatchIsContained() {
    ProofPlan plan = plan("evmpatch-bec", "evmpatch");
    assertTrue(plan.accepted());
    assertEquals(List.of(Labels.CONTAINED), plan.labels());
    assertEquals(List.of(), plan.reasons());
  }

  @Test
  void aPatchThatIsNoGuardIsRejectedWithTheReason() {
    ProofPlan plan = plan("evmpatch-bec", "safemath");
    assertFalse(plan.accepted());
    assertTrue(plan.properties().guardOnly(), "nothing weaker is planned unasked");
    assertTrue(
        plan.reasons().stream().anyMatch(r -> r.startsWith("code.guardOnly")),
        plan.reasons()::toString);
  }

  @Test
  void otherMetadataCostsNoLabelAndIsTold() {
    CaseFolder patch = CaseFolder.read(CASES.resolve("evmpatch-bec"), Optional.of("evmpatch"));
    byte[] changed = patch.newCode().bytes();
    changed[changed.length - 10] ^= 1; // the source hash in it
    ProofPlan plan = plan(patch.oldCode(), RuntimeCode.of("new code", changed), Optional.empty());
    assertTrue(plan.accepted(), plan.reasons()::toString);
    assertEquals(List.of(Labels.CONTAINED), plan.labels());
    assertFalse(plan.properties().metadata());
    assertEquals(
        List.of("code.metadata: new code does not end with old code's metadata"), plan.reasons());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          code.size: {maxBytes: 100}, code.guardOnly: {} | properties: contradict each other
          code.size: {maxBytes: 20}, code.metadata: {}   | properties: contradict each other
          """)
  void refusesPropertiesThatNoPatchCanHave(String properties, String expected) {
    CaseFolder patch = CaseFolder.read(CASES.resolve("evmpatch-bec"), Optional.of("evmpatch"));
    PropertySet set = PropertyFile.parse("version: 1\nproperties: {" + properties + "}");
    MalformedInputException e =
        assertThrows(
            MalformedInputException.class,
            () -> plan(patch.oldCode(), patch.newCode(), Optional.of(set)));
    assertTrue(String.valueOf(e.getMessage()).startsWith(expected), e::getMessage);
  }

  @Test
  void refusesToKeepMetadataThatOldCodeDoesNotHave() {
    RuntimeCode stop = RuntimeCode.fromHex("old code", "00");
    PropertySet set = PropertyFile.parse("version: 1\nproperties: {code.metadata: {}}");
    assertThrows(MalformedInputException.class, () -> plan(stop, stop, Optional.of(set)));
  }
}
