// SPDX-License-Identifier: Apache-2.0
package dev.suture.worker;

import com.google.protobuf.ByteString;
import dev.suture.attestation.audit.AuditReport;
import dev.suture.attestation.audit.Check;
import dev.suture.attestation.patch.Keccak256;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.attestation.property.ProofPlan;
import dev.suture.attestation.property.PropertyFile;
import dev.suture.attestation.property.PropertySet;
import dev.suture.attestation.statement.Address;
import dev.suture.prover.KeyInfo;
import dev.suture.v1.AuditCheck;
import dev.suture.v1.Outcome;
import dev.suture.v1.PatchInput;
import dev.suture.v1.PatchTerms;
import dev.suture.v1.PlanResponse;
import dev.suture.v1.Shape;
import dev.suture.v1.Verdict;
import dev.suture.v1.VerifyResponse;
import dev.suture.v1.VerifyingKey;
import java.util.Optional;

/**
 * Between protobuf and the domain. What is malformed throws {@link
 * dev.suture.attestation.MalformedInputException}.
 */
public final class Messages {
  private Messages() {}

  /** Old code of a request. */
  public static RuntimeCode oldCode(PatchInput input) {
    return RuntimeCode.of("patch.old_code", input.getOldCode().toByteArray());
  }

  /** New code of a request. Secret. */
  public static RuntimeCode newCode(PatchInput input) {
    return RuntimeCode.of("patch.new_code", input.getNewCode().toByteArray());
  }

  /** Properties of a request; empty for the default set. */
  public static Optional<PropertySet> properties(PatchInput input) {
    return input.hasPropertiesYaml()
        ? Optional.of(PropertyFile.parse(input.getPropertiesYaml()))
        : Optional.empty();
  }

  /** Terms of a request. */
  public static dev.suture.attestation.statement.PatchTerms terms(
      PatchTerms terms, RuntimeCode oldCode) {
    return new dev.suture.attestation.statement.PatchTerms(
        terms.getChainId(),
        address("terms.registry", terms.getRegistry()),
        address("terms.proposer", terms.getProposer()),
        address("terms.target", terms.getTarget()),
        address("terms.old_implementation", terms.getOldImplementation()),
        oldCode.hash(),
        address("terms.new_implementation", terms.getNewImplementation()),
        Keccak256.hash(terms.getUpgradeData().toByteArray()),
        terms.getEarliestReveal(),
        terms.getLatestReveal(),
        terms.getNonce().toByteArray());
  }

  private static Address address(String field, ByteString bytes) {
    return Address.of(field, bytes.toByteArray());
  }

  static PlanResponse plan(ProofPlan plan) {
    return PlanResponse.newBuilder()
        .setAccepted(plan.accepted())
        .addAllReasons(plan.reasons())
        .setCircuit(plan.circuit())
        .setShape(shape(plan.shape()))
        .setPropertiesYaml(PropertyText.of(plan.properties()))
        .addAllLabels(plan.labels())
        .build();
  }

  static Shape shape(dev.suture.prover.Shape shape) {
    return Shape.newBuilder()
        .setName(shape.name())
        .setCodeCapacityBytes(shape.codeCapacityBytes())
        .setConstraints(shape.constraints())
        .setPublicInputs(shape.publicInputs())
        .setCircuit(shape.circuit())
        .setExpectedProveMillis(shape.expectedProveMillis())
        .setExpectedMemoryBytes(shape.expectedMemoryBytes())
        .build();
  }

  static VerifyingKey verifyingKey(KeyInfo key) {
    return VerifyingKey.newBuilder()
        .setShape(key.shape())
        .setKind(key.kind())
        .setVkHash(ByteString.copyFrom(Keccak256.hash(key.vkBlob())))
        .setVkBlob(ByteString.copyFrom(key.vkBlob()))
        .setGnarkVersion(key.gnarkVersion())
        .setConstraints(key.constraints())
        .build();
  }

  static VerifyResponse report(AuditReport report) {
    VerifyResponse.Builder response =
        VerifyResponse.newBuilder()
            .setVerdict(Verdict.valueOf("VERDICT_" + report.verdict().name()));
    report.checks().forEach(check -> response.addChecks(check(check)));
    return response.build();
  }

  private static AuditCheck check(Check check) {
    return AuditCheck.newBuilder()
        .setName(check.name())
        .setOutcome(Outcome.valueOf("OUTCOME_" + check.outcome().name()))
        .setDetail(check.detail())
        .build();
  }
}
