// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import com.google.longrunning.Operation;
import dev.suture.store.Home;
import dev.suture.store.ServerFile;
import dev.suture.v1.AttestationServiceGrpc;
import dev.suture.v1.AttestationServiceGrpc.AttestationServiceBlockingStub;
import dev.suture.v1.GetRequest;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Server and worker as processes of their own on one home folder, which tests may kill at any
 * moment.
 */
public final class LocalSuture implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(180);

  private final Home home;
  private final Map<String, String> environment;
  private Optional<Process> server = Optional.empty();
  private Optional<Process> worker = Optional.empty();
  private Optional<ManagedChannel> channel = Optional.empty();

  private LocalSuture(Home home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  /** Starts server and worker. Their proving keys are those of this user, made once. */
  public static LocalSuture start(Path folder, Map<String, String> environment) {
    LocalSuture suture = new LocalSuture(new Home(folder), environment);
    suture.startServer();
    suture.startWorker();
    return suture;
  }

  /** Where everything lies that the processes write. */
  public Home home() {
    return home;
  }

  /** Starts the server and waits until it listens. */
  public void startServer() {
    long before = ServerFile.read(home).map(ServerFile::pid).orElse(-1L);
    Process process = java("dev.suture.server.ServerMain", "server.log");
    server = Optional.of(process);
    Instant end = Instant.now().plus(LIMIT);
    while (ServerFile.read(home).map(ServerFile::pid).filter(pid -> pid != before).isEmpty()) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        throw new IllegalStateException("the server did not start; see " + home.folder());
      }
      pause(50);
    }
    channel.ifPresent(ManagedChannel::shutdownNow);
    channel =
        Optional.of(
            ManagedChannelBuilder.forAddress("127.0.0.1", serverFile().port())
                .usePlaintext()
                .build());
  }

  /** Starts a worker; does not wait for it. */
  public void startWorker() {
    worker = Optional.of(java("dev.suture.worker.WorkerMain", "worker.log"));
  }

  /** kill -9. */
  public void killServer() {
    kill(server.orElseThrow());
  }

  /** kill -9. */
  public void killWorker() {
    kill(worker.orElseThrow());
  }

  /** The worker's exit status, or empty where it still runs after that time. */
  public Optional<Integer> workerExit(Duration limit) throws InterruptedException {
    Process process = worker.orElseThrow();
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
        ? Optional.of(process.exitValue())
        : Optional.empty();
  }

  /** kill -9 of the database, without and before the server. */
  public void killDatabase() {
    try {
      Path lock = home.folder().resolve("database").resolve("postmaster.pid");
      long pid = Long.parseLong(Files.readAllLines(lock).getFirst().strip());
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void kill(Process process) {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where the server and its database are. */
  public ServerFile serverFile() {
    return ServerFile.read(home).orElseThrow();
  }

  /** A client with the server's token. */
  public AttestationServiceBlockingStub client() {
    return AttestationServiceGrpc.newBlockingStub(channel.orElseThrow())
        .withInterceptors(token(serverFile().token()))
        .withMaxInboundMessageSize(8 << 20);
  }

  /** A client with another token. */
  public AttestationServiceBlockingStub client(String token) {
    return AttestationServiceGrpc.newBlockingStub(channel.orElseThrow())
        .withInterceptors(token(token));
  }

  private static ClientInterceptor token(String token) {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }

  /** Waits for the end of an operation, through restarts of the server. */
  public Operation await(String name) {
    Instant end = Instant.now().plus(LIMIT);
    while (Instant.now().isBefore(end)) {
      try {
        Operation operation = client().get(GetRequest.newBuilder().setName(name).build());
        if (operation.getDone()) {
          return operation;
        }
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != io.grpc.Status.Code.UNAVAILABLE) {
          throw e;
        }
      }
      pause(100);
    }
    throw new IllegalStateException(name + " did not end in " + LIMIT);
  }

  /** All logs of both processes. */
  public String logs() {
    try {
      return Files.readString(home.folder().resolve("server.log"))
          + Files.readString(home.folder().resolve("worker.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process java(String mainClass, String log) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                mainClass));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(home.folder().resolve(log).toFile()));
    builder.environment().put("SUTURE_HOME", home.folder().toString());
    builder.environment().put("SUTURE_KEYS", keys().toString());
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path keys() {
    return Optional.ofNullable(System.getenv("SUTURE_KEYS"))
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "suture", "keys"));
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends both, and with the server its database. */
  @Override
  public void close() {
    channel.ifPresent(ManagedChannel::shutdownNow);
    worker.ifPresent(LocalSuture::kill);
    if (server.filter(Process::isAlive).isEmpty()) {
      startServer(); // takes over what a killed one left
    }
    server.ifPresent(LocalSuture::end);
  }

  private static void end(Process server) {
    server.destroy();
    try {
      if (!server.waitFor(30, TimeUnit.SECONDS)) {
        kill(server);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
