// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.google.longrunning.Operation;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.suture.v1.AttestationServiceGrpc;
import dev.suture.v1.AttestationServiceGrpc.AttestationServiceBlockingStub;
import dev.suture.v1.GetRequest;
import dev.suture.v1.Job;
import dev.suture.v1.WatchRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.MetadataUtils;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** A connection to a Suture service. */
public final class Service implements AutoCloseable {
  /** Two codes of 24,576 bytes and a bundle fit many times. */
  private static final int MAX_MESSAGE_BYTES = 16 << 20;

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final int CONNECT_SECONDS = 10;
  private static final int CALL_SECONDS = 600;
  private static final int LOST_CONNECTIONS = 20;

  private final ManagedChannel channel;
  private final AttestationServiceBlockingStub stub;

  private Service(ManagedChannel channel, String token) {
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + token);
    this.channel = channel;
    this.stub =
        AttestationServiceGrpc.newBlockingStub(channel)
            .withWaitForReady()
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /**
   * Connects to {@code host:port}, in clear: for the loopback interface, or behind a tunnel of your
   * own.
   *
   * @param token what the server asks of its callers
   */
  public static Service connect(String address, String token) {
    return new Service(
        ManagedChannelBuilder.forTarget(address)
            .usePlaintext()
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .build(),
        token);
  }

  /** Whether a server answers. */
  public boolean answers() {
    try {
      HealthGrpc.newBlockingStub(channel)
          .withDeadlineAfter(CONNECT_SECONDS, TimeUnit.SECONDS)
          .check(HealthCheckRequest.getDefaultInstance());
      return true;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() != Status.Code.DEADLINE_EXCEEDED && !isLostConnection(e);
    }
  }

  /** The API, with a deadline for one call. */
  public AttestationServiceBlockingStub api() {
    return stub.withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
  }

  /** A call that may safely be made twice; made again when the server went away in between. */
  public <R> R retrying(Function<AttestationServiceBlockingStub, R> call) {
    for (int lost = 0; ; lost++) {
      try {
        return call.apply(api());
      } catch (StatusRuntimeException e) {
        if (!isLostConnection(e) || lost == LOST_CONNECTIONS) {
          throw e;
        }
        pause();
      }
    }
  }

  /**
   * Follows an operation to its end, showing it on {@code progress}; survives a restart of the
   * server.
   */
  public Operation await(String name, ProgressLine progress) {
    return await(name, job -> show(job, progress));
  }

  /** The same, giving each change of the job to {@code watcher}. */
  public Operation await(String name, Consumer<Job> watcher) {
    while (true) {
      Operation operation =
          retrying(
              api -> {
                follow(name, watcher);
                return api.get(GetRequest.newBuilder().setName(name).build());
              });
      if (operation.getDone()) {
        return operation;
      }
    }
  }

  private void follow(String name, Consumer<Job> watcher) {
    stub.watch(WatchRequest.newBuilder().setName(name).build()).forEachRemaining(watcher);
  }

  /** One change of a job on a progress line. */
  public static void show(Job job, ProgressLine progress) {
    String phase = job.getPhase().isEmpty() ? "waiting" : job.getPhase();
    progress.show(phase, job.getPercent());
  }

  private static boolean isLostConnection(StatusRuntimeException e) {
    return e.getStatus().getCode() == Status.Code.UNAVAILABLE;
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.OUR_FAULT, "interrupted");
    }
  }

  /** The response of an operation that is done; its error as a {@link CliException}. */
  public static <M extends Message> M response(Operation operation, Class<M> type) {
    if (operation.hasError()) {
      throw StatusText.describe(operation.getError());
    }
    try {
      return operation.getResponse().unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw new CliException(
          ExitCode.OUR_FAULT,
          "the service answered with something else than " + type.getSimpleName());
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
