// SPDX-License-Identifier: Apache-2.0
package dev.suture.worker;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.rpc.Code;
import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.audit.Auditor;
import dev.suture.attestation.audit.ChainView;
import dev.suture.attestation.audit.Disclosure;
import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.bundle.BundleSigner;
import dev.suture.attestation.property.PropertyCompiler;
import dev.suture.chain.ChainEndpoint;
import dev.suture.chain.ChainException;
import dev.suture.chain.Web3ChainView;
import dev.suture.prover.Prover;
import dev.suture.prover.ProverInconclusiveException;
import dev.suture.prover.ProverInputException;
import dev.suture.prover.ProverKeyException;
import dev.suture.prover.ProverRejectedException;
import dev.suture.store.JobFailure;
import dev.suture.store.JobHandler;
import dev.suture.store.JobOutcome;
import dev.suture.store.JobProgress;
import dev.suture.store.JobStore;
import dev.suture.store.LeasedJob;
import dev.suture.store.StoreException;
import dev.suture.v1.AttestRequest;
import dev.suture.v1.GetVerifyingKeyRequest;
import dev.suture.v1.JobKind;
import dev.suture.v1.PatchInput;
import dev.suture.v1.PlanRequest;
import dev.suture.v1.VerifyRequest;
import dev.suture.v1.VerifyingKey;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that needs the native prover. */
final class ProverJobs implements JobHandler {
  static final Set<JobKind> KINDS =
      Set.of(
          JobKind.JOB_KIND_PLAN,
          JobKind.JOB_KIND_ATTEST,
          JobKind.JOB_KIND_KEY,
          JobKind.JOB_KIND_VERIFY);

  private final Prover prover;
  private final WorkerKeys keys;
  private final JobStore store;
  private final BundleSigner signer;

  ProverJobs(Prover prover, WorkerKeys keys, JobStore store, BundleSigner signer) {
    this.prover = prover;
    this.keys = keys;
    this.store = store;
    this.signer = signer;
  }

  @Override
  public JobOutcome run(LeasedJob job, JobProgress progress) {
    try {
      return switch (job.kind()) {
        case JOB_KIND_PLAN -> JobOutcome.of(plan(parse(PlanRequest.parser(), job)).toByteArray());
        case JOB_KIND_ATTEST ->
            new AttestJob(prover, keys, store, signer, progress)
                .run(job, parse(AttestRequest.parser(), job));
        case JOB_KIND_KEY -> key(parse(GetVerifyingKeyRequest.parser(), job), progress);
        case JOB_KIND_VERIFY -> verify(parse(VerifyRequest.parser(), job), progress);
        default -> throw new StoreException("no job of a worker: " + job.kind());
      };
    } catch (MalformedInputException e) {
      throw JobFailure.malformed(e.field(), String.valueOf(e.getMessage()));
    } catch (ProverInputException e) {
      throw JobFailure.malformed("patch", String.valueOf(e.getMessage()));
    } catch (ProverRejectedException e) {
      throw JobFailure.rejected(e.reasons());
    } catch (ProverInconclusiveException e) {
      throw JobFailure.inconclusive(List.of(e.reason()));
    } catch (ProverKeyException e) {
      throw JobFailure.precondition("PROVING_KEY_REFUSED", String.valueOf(e.getMessage()));
    } catch (ChainException e) {
      throw JobFailure.of(
          Code.UNAVAILABLE, e.reason().name(), String.valueOf(e.getMessage()), Map.of());
    }
  }

  private Message plan(PlanRequest request) {
    PatchInput patch = request.getPatch();
    return Messages.plan(
        new PropertyCompiler(prover).plan(Messages.patch(patch), Messages.properties(patch)));
  }

  private JobOutcome key(GetVerifyingKeyRequest request, JobProgress progress) {
    String shape = request.getShape();
    if (prover.shapes().stream().noneMatch(known -> known.name().equals(shape))) {
      throw JobFailure.of(Code.NOT_FOUND, "NO_SUCH_SHAPE", "no such shape", Map.of());
    }
    VerifyingKey key = Messages.verifyingKey(keys.info(shape, progress));
    return JobOutcome.of(key.toByteArray());
  }

  private JobOutcome verify(VerifyRequest request, JobProgress progress) {
    progress.at("audit", -1);
    Bundle bundle = Bundle.fromBytes(request.getBundle().toByteArray());
    Disclosure disclosure = Messages.disclosure(request);
    if (!request.hasRpcUrl()) {
      return audit(bundle, Optional.empty(), disclosure);
    }
    try (ChainEndpoint endpoint = ChainEndpoint.open(URI.create(request.getRpcUrl()))) {
      return audit(bundle, Optional.of(new Web3ChainView(endpoint)), disclosure);
    }
  }

  private JobOutcome audit(Bundle bundle, Optional<ChainView> chain, Disclosure disclosure) {
    return JobOutcome.of(
        Messages.report(new Auditor(prover).audit(bundle, chain, disclosure)).toByteArray());
  }

  private static <T> T parse(Parser<T> parser, LeasedJob job) {
    try {
      return parser.parseFrom(job.payload());
    } catch (InvalidProtocolBufferException e) {
      throw new StoreException("a stored payload is damaged", e);
    }
  }
}
