// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import com.google.longrunning.Operation;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.google.rpc.Code;
import dev.suture.attestation.patch.Seed;
import dev.suture.store.JobFailure;
import dev.suture.store.JobStore;
import dev.suture.store.ShapeStore;
import dev.suture.store.StoreException;
import dev.suture.store.StoredJob;
import dev.suture.v1.AttestRequest;
import dev.suture.v1.AttestationServiceGrpc.AttestationServiceImplBase;
import dev.suture.v1.CancelRequest;
import dev.suture.v1.GetRequest;
import dev.suture.v1.GetVerifyingKeyRequest;
import dev.suture.v1.Job;
import dev.suture.v1.JobKind;
import dev.suture.v1.ListRequest;
import dev.suture.v1.ListResponse;
import dev.suture.v1.ListShapesRequest;
import dev.suture.v1.ListShapesResponse;
import dev.suture.v1.PlanRequest;
import dev.suture.v1.PlanResponse;
import dev.suture.v1.PublishRequest;
import dev.suture.v1.RevealRequest;
import dev.suture.v1.Shape;
import dev.suture.v1.VerifyRequest;
import dev.suture.v1.VerifyResponse;
import dev.suture.v1.VerifyingKey;
import dev.suture.v1.WatchRequest;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The service over the job store: checks requests, queues jobs, tells where they stand. */
final class AttestationApi extends AttestationServiceImplBase {
  private static final Duration WORKER_LIMIT = Duration.ofSeconds(60);
  private static final Duration KEY_LIMIT = Duration.ofMinutes(15);
  private static final int MAX_WAITING = 100;

  private final JobStore jobs;
  private final ShapeStore shapes;
  private final JobWait wait;

  AttestationApi(JobStore jobs, ShapeStore shapes) {
    this.jobs = jobs;
    this.shapes = shapes;
    wait = new JobWait(jobs);
  }

  @Override
  public void plan(PlanRequest request, StreamObserver<PlanResponse> observer) {
    Requests.check(request.getPatch());
    byte[] result = runNow(JobKind.JOB_KIND_PLAN, request.toByteArray(), WORKER_LIMIT);
    answer(observer, parse(PlanResponse.parser(), result));
  }

  @Override
  public void attest(AttestRequest request, StreamObserver<Operation> observer) {
    Requests.check(request);
    UUID id = request.hasRequestId() ? Requests.uuid(request.getRequestId()) : UUID.randomUUID();
    if (jobs.find(id).isEmpty()) {
      requireRoom();
      byte[] seed = request.hasSeed() ? request.getSeed().toByteArray() : Seed.random().bytes();
      AttestRequest complete = request.toBuilder().setSeed(ByteString.copyFrom(seed)).build();
      jobs.addAttestation(id, complete.toByteArray(), seed);
    }
    answer(observer, Operations.of(require(id)));
  }

  private void requireRoom() {
    if (jobs.waiting() >= MAX_WAITING) {
      throw Requests.queueFull(MAX_WAITING);
    }
  }

  @Override
  public void watch(WatchRequest request, StreamObserver<Job> observer) {
    wait.follow(Requests.operation(request.getName()), observer);
  }

  @Override
  public void get(GetRequest request, StreamObserver<Operation> observer) {
    answer(observer, Operations.of(require(Requests.operation(request.getName()))));
  }

  @Override
  public void list(ListRequest request, StreamObserver<ListResponse> observer) {
    int size = Requests.pageSize(request);
    int offset = Requests.pageOffset(request);
    List<StoredJob> page = jobs.list(offset, size);
    ListResponse.Builder response = ListResponse.newBuilder();
    page.forEach(job -> response.addJobs(job.toProto()));
    if (page.size() == size) {
      response.setNextPageToken(Integer.toString(offset + size));
    }
    answer(observer, response.build());
  }

  @Override
  public void cancel(CancelRequest request, StreamObserver<Job> observer) {
    UUID id = Requests.operation(request.getName());
    require(id);
    if (!jobs.cancel(id)) {
      throw JobFailure.precondition(
          "JOB_NOT_CANCELLABLE", "the operation has ended or sends transactions");
    }
    answer(observer, require(id).toProto());
  }

  @Override
  public void verify(VerifyRequest request, StreamObserver<VerifyResponse> observer) {
    Requests.check(request);
    byte[] result = runNow(JobKind.JOB_KIND_VERIFY, request.toByteArray(), WORKER_LIMIT);
    answer(observer, parse(VerifyResponse.parser(), result));
  }

  @Override
  public void publish(PublishRequest request, StreamObserver<Operation> observer) {
    Requests.rpc(request.getChain());
    UUID attestation = requireAttestation(request.getAttestation());
    String key = "publish/" + attestation + "/" + request.getChain().getRpcUrl();
    answer(observer, once(key, JobKind.JOB_KIND_PUBLISH, request.toByteArray()));
  }

  @Override
  public void reveal(RevealRequest request, StreamObserver<Operation> observer) {
    Requests.check(request);
    UUID attestation = requireAttestation(request.getAttestation());
    String key = "reveal/" + attestation + "/" + request.getChain().getRpcUrl();
    answer(observer, once(key, JobKind.JOB_KIND_REVEAL, request.toByteArray()));
  }

  private Operation once(String key, JobKind kind, byte[] payload) {
    return Operations.of(require(jobs.addOnce(key, kind, payload)));
  }

  private UUID requireAttestation(String name) {
    UUID id = Requests.operation(name);
    StoredJob job = require(id);
    if (job.kind() != JobKind.JOB_KIND_ATTEST) {
      throw Requests.notFound();
    }
    if (job.result().isEmpty()) {
      throw JobFailure.precondition("NOT_DONE", "the attestation is not done");
    }
    return id;
  }

  @Override
  public void listShapes(ListShapesRequest request, StreamObserver<ListShapesResponse> observer) {
    List<Shape> known = wait.until(shapes::shapes, list -> !list.isEmpty(), WORKER_LIMIT);
    ListShapesResponse.Builder response = ListShapesResponse.newBuilder();
    known.forEach(shape -> response.addShapes(withKey(shape)));
    answer(observer, response.build());
  }

  private Shape withKey(Shape shape) {
    return shapes
        .verifyingKey(shape.getName())
        .map(key -> shape.toBuilder().setVkHash(key.getVkHash()).setKeyKind(key.getKind()).build())
        .orElse(shape);
  }

  @Override
  public void getVerifyingKey(
      GetVerifyingKeyRequest request, StreamObserver<VerifyingKey> observer) {
    byte[] result = runNow(JobKind.JOB_KIND_KEY, request.toByteArray(), KEY_LIMIT);
    answer(observer, parse(VerifyingKey.parser(), result));
  }

  /** A job that serves this call only. */
  private byte[] runNow(JobKind kind, byte[] payload, Duration limit) {
    requireRoom();
    UUID id = UUID.randomUUID();
    jobs.add(id, kind, payload);
    try {
      StoredJob ended = wait.untilEnded(id, limit);
      return ended
          .result()
          .orElseThrow(
              () ->
                  new JobFailure(
                      ended.error().orElseThrow(() -> new StoreException("a job without an end"))));
    } finally {
      jobs.delete(id);
    }
  }

  private StoredJob require(UUID id) {
    return jobs.find(id).orElseThrow(Requests::notFound);
  }

  private static <T> T parse(Parser<T> parser, byte[] bytes) {
    try {
      return parser.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new StoreException("a stored result is damaged", e);
    }
  }

  private static <T> void answer(StreamObserver<T> observer, T value) {
    observer.onNext(value);
    observer.onCompleted();
  }

  /** A reason that tells a missing worker from a slow one. */
  static JobFailure noWorker() {
    return JobFailure.of(
        Code.FAILED_PRECONDITION,
        "NO_WORKER",
        "no worker took the job in time; is one running?",
        Map.of());
  }
}
