// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.RevealOpening;
import dev.suture.attestation.bundle.Bundle;
import dev.suture.chain.ChainAccount;
import dev.suture.chain.ChainEndpoint;
import dev.suture.chain.ChainException;
import dev.suture.chain.Publication;
import dev.suture.chain.Publisher;
import dev.suture.chain.Revealer;
import dev.suture.chain.Revelation;
import dev.suture.chain.SentTransaction;
import dev.suture.chain.TransactionLog;
import dev.suture.store.Home;
import dev.suture.store.JobFailure;
import dev.suture.store.JobHandler;
import dev.suture.store.JobOutcome;
import dev.suture.store.JobProgress;
import dev.suture.store.JobStore;
import dev.suture.store.LeasedJob;
import dev.suture.store.StoreException;
import dev.suture.store.v1.StoredOpening;
import dev.suture.v1.Attestation;
import dev.suture.v1.JobKind;
import dev.suture.v1.PublishRequest;
import dev.suture.v1.PublishResult;
import dev.suture.v1.RevealRequest;
import dev.suture.v1.RevealResult;
import dev.suture.v1.Transaction;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Publishes and reveals. A server that dies in between is followed by one that goes on from the
 * transaction log.
 */
final class ChainJobs implements JobHandler {
  static final Set<JobKind> KINDS = Set.of(JobKind.JOB_KIND_PUBLISH, JobKind.JOB_KIND_REVEAL);

  private final Home home;
  private final JobStore jobs;
  private final TransactionLog log;

  ChainJobs(Home home, JobStore jobs, TransactionLog log) {
    this.home = home;
    this.jobs = jobs;
    this.log = log;
  }

  @Override
  public JobOutcome run(LeasedJob job, JobProgress progress) {
    try {
      return switch (job.kind()) {
        case JOB_KIND_PUBLISH -> publish(PublishRequest.parseFrom(job.payload()), progress);
        case JOB_KIND_REVEAL -> reveal(RevealRequest.parseFrom(job.payload()), progress);
        default -> throw new StoreException("no job of a chain: " + job.kind());
      };
    } catch (InvalidProtocolBufferException e) {
      throw new StoreException("a stored payload is damaged", e);
    } catch (ChainException e) {
      Code code = e.isTransient() ? Code.UNAVAILABLE : Code.FAILED_PRECONDITION;
      throw JobFailure.of(code, e.reason().name(), String.valueOf(e.getMessage()), Map.of());
    }
  }

  private JobOutcome publish(PublishRequest request, JobProgress progress)
      throws InvalidProtocolBufferException {
    Bundle bundle = bundle(request.getAttestation());
    try (ChainEndpoint endpoint = ChainEndpoint.open(URI.create(request.getChain().getRpcUrl()))) {
      Publication publication =
          new Publisher(endpoint, account(bundle), log).publish(bundle, progress::at);
      PublishResult result =
          PublishResult.newBuilder()
              .setPatchId(ByteString.copyFrom(publication.patchId()))
              .addAllTransactions(transactions(publication.transactions()))
              .build();
      return JobOutcome.of(result.toByteArray());
    }
  }

  private JobOutcome reveal(RevealRequest request, JobProgress progress)
      throws InvalidProtocolBufferException {
    Bundle bundle = bundle(request.getAttestation());
    StoredOpening stored = opening(request.getAttestation());
    RevealOpening opening =
        new RevealOpening(
            stored.getCode().toByteArray(),
            stored.getBK().toByteArray(),
            stored.getBY().toByteArray());
    List<byte[]> slots = request.getSealSlotsList().stream().map(ByteString::toByteArray).toList();
    try (ChainEndpoint endpoint = ChainEndpoint.open(URI.create(request.getChain().getRpcUrl()))) {
      Revelation revelation =
          new Revealer(endpoint, account(bundle), log)
              .reveal(
                  bundle.statement(),
                  opening,
                  stored.getUpgradeData().toByteArray(),
                  slots,
                  progress::at);
      RevealResult result =
          RevealResult.newBuilder()
              .setPatchId(ByteString.copyFrom(revelation.patchId()))
              .addAllTransactions(transactions(revelation.transactions()))
              .setImplementation(ByteString.copyFrom(revelation.implementation().bytes()))
              .build();
      return JobOutcome.of(result.toByteArray());
    }
  }

  private Bundle bundle(String attestation) throws InvalidProtocolBufferException {
    UUID id = Requests.operation(attestation);
    byte[] result =
        jobs.find(id)
            .flatMap(job -> job.result())
            .orElseThrow(() -> new StoreException("an attestation without its result"));
    return Bundle.fromBytes(Attestation.parseFrom(result).getBundle().toByteArray());
  }

  private StoredOpening opening(String attestation) throws InvalidProtocolBufferException {
    byte[] opening =
        jobs.opening(Requests.operation(attestation))
            .orElseThrow(() -> new StoreException("an attestation without its opening"));
    return StoredOpening.parseFrom(opening);
  }

  /** The key file of this server, or a key that everybody knows where nothing is at stake. */
  private ChainAccount account(Bundle bundle) {
    Path file = home.chainKey();
    if (Files.exists(file)) {
      try {
        return ChainAccount.fromKeyFile(file);
      } catch (MalformedInputException e) {
        throw JobFailure.precondition("BAD_CHAIN_KEY", String.valueOf(e.getMessage()));
      }
    }
    if (bundle.statement().terms().chainId() == DevelopmentKey.CHAIN_ID) {
      return ChainAccount.fromPrivateKey(DevelopmentKey.bytes());
    }
    throw JobFailure.precondition(
        "NO_CHAIN_KEY", "no key to sign transactions with: expected it in file " + file);
  }

  private static List<Transaction> transactions(List<SentTransaction> sent) {
    return sent.stream()
        .map(
            tx ->
                Transaction.newBuilder()
                    .setStep(tx.step())
                    .setHash(ByteString.copyFrom(tx.hash()))
                    .setBlock(tx.blockNumber())
                    .setGasUsed(tx.gasUsed())
                    .build())
        .toList();
  }
}
