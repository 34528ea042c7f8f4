// SPDX-License-Identifier: Apache-2.0
package dev.suture.worker;

import com.google.protobuf.ByteString;
import dev.suture.attestation.audit.AuditReport;
import dev.suture.attestation.audit.Check;
import dev.suture.attestation.audit.Disclosure;
import dev.suture.attestation.bundle.ScenarioOpening;
import dev.suture.attestation.patch.CaseScenarios;
import dev.suture.attestation.patch.Keccak256;
import dev.suture.attestation.patch.Patch;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.attestation.property.PlannedProof;
import dev.suture.attestation.property.ProofPlan;
import dev.suture.attestation.property.PropertyFile;
import dev.suture.attestation.property.PropertySet;
import dev.suture.attestation.scenario.Conclusion;
import dev.suture.attestation.statement.Address;
import dev.suture.prover.KeyInfo;
import dev.suture.v1.AuditCheck;
import dev.suture.v1.Outcome;
import dev.suture.v1.PatchInput;
import dev.suture.v1.PatchTerms;
import dev.suture.v1.PlanResponse;
import dev.suture.v1.Shape;
import dev.suture.v1.Verdict;
import dev.suture.v1.VerifyRequest;
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

  /** The case of a request, where it has one. Secret. */
  public static Optional<CaseScenarios> scenarios(PatchInput input) {
    return input.hasCaseJson()
        ? Optional.of(CaseScenarios.parse("patch.case_json", input.getCaseJson().toByteArray()))
        : Optional.empty();
  }

  /** All that a request says of the patch. Secret. */
  public static Patch patch(PatchInput input) {
    return new Patch(oldCode(input), newCode(input), scenarios(input));
  }

  /** Properties of a request; empty for the default set. */
  public static Optional<PropertySet> properties(PatchInput input) {
    return input.hasPropertiesYaml()
        ? Optional.of(PropertyFile.parse(input.getPropertiesYaml()))
        : Optional.empty();
  }

  /** What an owner shows beside the bundle. Secret. */
  public static Disclosure disclosure(VerifyRequest request) {
    return new Disclosure(
        request.hasScenarioOpening()
            ? Optional.of(ScenarioOpening.fromBytes(request.getScenarioOpening().toByteArray()))
            : Optional.empty(),
        request.hasNewCode()
            ? Optional.of(RuntimeCode.of("new_code", request.getNewCode().toByteArray()))
            : Optional.empty());
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
        .setVerdict(verdict(plan.conclusion()))
        .setPropertiesYaml(PropertyText.of(plan.properties()))
        .addAllLabels(plan.labels())
        .addAllProofs(plan.proofs().stream().map(Messages::proof).toList())
        .setExpectedProveMillis(plan.expectedProveMillis())
        .setExpectedMemoryBytes(plan.expectedMemoryBytes())
        .build();
  }

  private static Verdict verdict(Conclusion conclusion) {
    return switch (conclusion) {
      case MET -> Verdict.VERDICT_ACCEPTED;
      case NOT_MET -> Verdict.VERDICT_REJECTED;
      case INCONCLUSIVE -> Verdict.VERDICT_INCONCLUSIVE;
    };
  }

  private static dev.suture.v1.PlannedProof proof(PlannedProof proof) {
    dev.suture.v1.PlannedProof.Builder message =
        dev.suture.v1.PlannedProof.newBuilder()
            .setName(proof.name())
            .setShape(shape(proof.shape()));
    if (proof instanceof PlannedProof.OfScenario runs) {
      message.setSteps(runs.runs().steps()).setDivergence(runs.runs().divergence());
      message.setSucceeded(runs.runs().succeeded()).setPublic(runs.input().isPublic());
      message.addAllSelectors(runs.input().selectors().all());
      runs.safe().ifPresent(safe -> message.addAllSafe(safe.words()));
    }
    return message.build();
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
