// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import dev.suture.store.Database;
import dev.suture.store.DatabaseTransactionLog;
import dev.suture.store.EmbeddedDatabase;
import dev.suture.store.Home;
import dev.suture.store.JobRunner;
import dev.suture.store.JobStore;
import dev.suture.store.PayloadCipher;
import dev.suture.store.ServerFile;
import dev.suture.store.ShapeStore;
import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A running server with all that it holds. */
final class Server implements AutoCloseable {
  private static final int CONNECTIONS = 12;
  private static final int MAX_MESSAGE_BYTES = 8 << 20;
  private static final int TOKEN_BYTES = 32;

  private final io.grpc.Server grpc;
  private final Optional<EmbeddedDatabase> embedded;
  private final Database database;
  private final JobRunner chainRunner;
  private final ExecutorService calls;

  private Server(Home home, String url, Optional<EmbeddedDatabase> embedded, int port)
      throws IOException {
    this.embedded = embedded;
    database = Database.connect(url, CONNECTIONS);
    database.migrate();
    PayloadCipher cipher = PayloadCipher.fromFile(home.storeKey());
    JobStore jobs = new JobStore(database, cipher);
    jobs.forgetOldCalls();
    ChainJobs chainJobs = new ChainJobs(home, jobs, new DatabaseTransactionLog(database, cipher));
    chainRunner = new JobRunner(jobs, ChainJobs.KINDS, chainJobs);
    Thread.ofPlatform().daemon().name("chain").start(chainRunner::run);
    calls = Executors.newVirtualThreadPerTaskExecutor();
    String token = token();
    grpc = grpc(new AttestationApi(jobs, new ShapeStore(database)), token, port).build().start();
    new ServerFile(grpc.getPort(), ProcessHandle.current().pid(), token, url).write(home);
  }

  /** Starts the database where none is given, then the service. */
  static Server start(Home home, ServerOptions options) throws IOException {
    if (options.database().isPresent()) {
      return new Server(home, options.database().get(), Optional.empty(), options.port());
    }
    EmbeddedDatabase embedded = EmbeddedDatabase.open(home);
    try {
      return new Server(home, embedded.url(), Optional.of(embedded), options.port());
    } catch (IOException | RuntimeException e) {
      embedded.close();
      throw e;
    }
  }

  private NettyServerBuilder grpc(BindableService service, String token, int port) {
    HealthStatusManager health = new HealthStatusManager();
    health.setStatus("suture.v1.AttestationService", ServingStatus.SERVING);
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return NettyServerBuilder.forAddress(address)
        .executor(calls)
        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
        .addService(health.getHealthService())
        .addService(ProtoReflectionServiceV1.newInstance())
        .addService(
            ServerInterceptors.intercept(service, new TokenCheck(token), new ErrorDetails()));
  }

  private static String token() {
    byte[] token = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(token);
    return HexFormat.of().formatHex(token);
  }

  int port() {
    return grpc.getPort();
  }

  void await() throws InterruptedException {
    grpc.awaitTermination();
  }

  /** Ends calls, then the database. Jobs stay as they are for the next server. */
  @Override
  public void close() {
    chainRunner.close();
    try {
      grpc.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    calls.shutdownNow();
    database.close();
    embedded.ifPresent(EmbeddedDatabase::close);
  }
}
