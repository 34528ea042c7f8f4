// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import dev.suture.server.ServerMain;
import dev.suture.store.Home;
import dev.suture.store.ServerFile;
import dev.suture.worker.WorkerMain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Server, worker and embedded database on this machine, for as long as a command runs.
 *
 * <p>One command at a time: a lock in the home folder makes a second one wait. A server that runs
 * already under that home (left by {@code suture server}, or by a command that was killed) is used
 * and left running.
 */
public final class LocalService implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
  private static final int CONNECT_MILLIS = 1_000;

  private final List<Process> processes = new CopyOnWriteArrayList<>();
  private final Thread hook = new Thread(this::stopProcesses);
  private final Home home;
  private final Map<String, String> environment;
  private final FileChannel lock;
  private int port;
  private String token = "";
  private boolean stopping;

  private LocalService(Home home, Map<String, String> environment, FileChannel lock) {
    this.home = home;
    this.environment = environment;
    this.lock = lock;
  }

  /** Starts what is missing, with {@code environment} added to this process's. */
  public static LocalService start(
      Home home, Map<String, String> environment, ProgressLine progress) {
    LocalService service = new LocalService(home, environment, lock(home, progress));
    try {
      Runtime.getRuntime().addShutdownHook(service.hook);
      service.startServer(progress);
      service.startWorker();
      return service;
    } catch (RuntimeException e) {
      service.close();
      throw e;
    }
  }

  /** Where the server listens. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** What the server asks of its callers. Secret. */
  public String token() {
    return token;
  }

  /** The folder with the logs of server and worker. */
  public Path logs() {
    return home.folder().resolve("logs");
  }

  private static FileChannel lock(Home home, ProgressLine progress) {
    try {
      FileChannel channel =
          FileChannel.open(
              home.folder().resolve("local-service.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      Optional<FileLock> held = Optional.ofNullable(channel.tryLock());
      while (held.isEmpty()) {
        progress.show("waiting for another suture command", 0);
        pause();
        held = Optional.ofNullable(channel.tryLock());
      }
      return channel;
    } catch (IOException e) {
      throw new CliException(ExitCode.OUR_FAULT, "cannot lock " + home.folder());
    }
  }

  private void startServer(ProgressLine progress) {
    Optional<ServerFile> running = ServerFile.read(home).filter(LocalService::answers);
    if (running.isPresent()) {
      use(running.get());
      return;
    }
    Process server = launch("server", ServerMain.class, "-Xmx512m");
    Instant limit = Instant.now().plus(START_LIMIT);
    while (server.isAlive() && Instant.now().isBefore(limit)) {
      Optional<ServerFile> started =
          ServerFile.read(home)
              .filter(file -> file.pid() == server.pid())
              .filter(LocalService::answers);
      if (started.isPresent()) {
        use(started.get());
        return;
      }
      progress.show("starting the server", 0);
      pause();
    }
    throw new CliException(
        ExitCode.OUR_FAULT, "the server did not start; see " + logs().resolve("server.log"));
  }

  private void use(ServerFile server) {
    port = server.port();
    token = server.token();
  }

  /** Starts a worker, and another one whenever one ends before its time. */
  private void startWorker() {
    launch("worker", WorkerMain.class, "-Xmx1g").onExit().thenRun(this::replaceWorker);
  }

  private synchronized void replaceWorker() {
    if (!stopping) {
      startWorker();
    }
  }

  private static boolean answers(ServerFile file) {
    boolean alive = ProcessHandle.of(file.pid()).map(ProcessHandle::isAlive).orElse(false);
    if (!alive) {
      return false;
    }
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), file.port()), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Process launch(String name, Class<?> main, String heap) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            heap,
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    try {
      Files.createDirectories(logs());
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(logs().resolve(name + ".log").toFile()));
      builder.environment().put("SUTURE_HOME", home.folder().toString());
      builder.environment().putAll(environment);
      Process process = builder.start();
      processes.add(process);
      return process;
    } catch (IOException e) {
      throw new CliException(ExitCode.OUR_FAULT, "cannot start the " + name);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.OUR_FAULT, "interrupted");
    }
  }

  /** Ends the worker first, so that it can give its job back, then the server with its database. */
  private void stopProcesses() {
    synchronized (this) {
      stopping = true;
    }
    for (Process process : processes.reversed()) {
      process.destroy();
      try {
        if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    stopProcesses();
    processes.clear();
    try {
      lock.close();
    } catch (IOException e) {
      throw new CliException(ExitCode.OUR_FAULT, "cannot release the lock of " + home.folder());
    }
  }
}
