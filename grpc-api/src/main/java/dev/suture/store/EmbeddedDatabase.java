// SPDX-License-Identifier: Apache-2.0
package dev.suture.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * PostgreSQL on a free port of 127.0.0.1, with its files in {@link Home}. It outlives a killed
 * server, and with it the workers' connections: the next server takes it over, or clears its lock
 * away and starts it again on the same port.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final String HOST = "127.0.0.1";

  private final String url;
  private final Path lock;

  private EmbeddedDatabase(String url, Path lock) {
    this.url = url;
    this.lock = lock;
  }

  /** Takes over the running database of this home, or starts it. */
  public static EmbeddedDatabase open(Home home) {
    Access access = Access.readOrCreate(home);
    Path lock = home.databaseFiles().resolve("postmaster.pid");
    if (running(lock).isEmpty() || !answers(access.url())) {
      stop(lock);
      start(home, access);
    }
    return new EmbeddedDatabase(access.url(), lock);
  }

  /** JDBC URL, with user and password. */
  public String url() {
    return url;
  }

  private static void start(Home home, Access access) {
    try {
      Files.createDirectories(home.databasePrograms());
      dropForeignLock(home.databaseFiles().resolve("postmaster.pid"));
      EmbeddedPostgres.builder()
          .setDataDirectory(home.databaseFiles())
          .setCleanDataDirectory(false)
          .setOverrideWorkingDirectory(home.databasePrograms().toFile())
          .setRegisterShutdownHook(false)
          .setPort(access.port())
          .setConnectConfig("password", access.password())
          .setServerConfig("max_connections", "60")
          .setServerConfig("unix_socket_directories", "")
          .setErrorRedirector(log(home))
          .setOutputRedirector(log(home))
          .setPGStartupWait(START_LIMIT)
          .start();
      requirePassword(home, access);
    } catch (IOException | SQLException e) {
      throw new StoreException(
          "PostgreSQL did not start; see " + home.folder().resolve("postgresql.log"), e);
    }
  }

  private static ProcessBuilder.Redirect log(Home home) {
    return ProcessBuilder.Redirect.appendTo(home.folder().resolve("postgresql.log").toFile());
  }

  /** The binaries come with an open door for all users of this machine; shut it. */
  private static void requirePassword(Home home, Access access) throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(access.url());
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER USER postgres PASSWORD '" + access.password() + "'");
      Files.write(
          home.databaseFiles().resolve("pg_hba.conf"),
          List.of("host all all 127.0.0.1/32 scram-sha-256", "host all all ::1/128 scram-sha-256"));
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  /**
   * PostgreSQL sees by itself that a lock's process is dead, but not that its number is another
   * program's by now.
   */
  private static void dropForeignLock(Path lock) throws IOException {
    if (named(lock).filter(process -> !isPostgres(process)).isPresent()) {
      Files.delete(lock);
    }
  }

  /** The postmaster that the lock file names, if it lives. */
  private static Optional<ProcessHandle> running(Path lock) {
    return named(lock).filter(EmbeddedDatabase::isPostgres);
  }

  private static Optional<ProcessHandle> named(Path lock) {
    if (!Files.exists(lock)) {
      return Optional.empty();
    }
    try {
      long pid = Long.parseLong(Files.readAllLines(lock).getFirst().strip());
      return ProcessHandle.of(pid);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("/postgres")).isPresent();
  }

  private static boolean answers(String url) {
    DriverManager.setLoginTimeout(10);
    try (Connection connection = DriverManager.getConnection(url)) {
      return connection.isValid(10);
    } catch (SQLException e) {
      return false;
    }
  }

  private static void stop(Path lock) {
    running(lock).ifPresent(EmbeddedDatabase::interrupt);
  }

  /** SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client. */
  private static void interrupt(ProcessHandle postmaster) {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid())).start().waitFor();
      postmaster.onExit().get(30, TimeUnit.SECONDS);
    } catch (IOException | ExecutionException | TimeoutException e) {
      throw new StoreException("PostgreSQL, process " + postmaster.pid() + ", does not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the database. */
  @Override
  public void close() {
    stop(lock);
  }

  /**
   * Port and password, fixed when the files are made, so that workers find the database again after
   * a restart.
   */
  private record Access(int port, String password) {
    static Access readOrCreate(Home home) {
      byte[] json = PrivateFile.readOrCreate(home.databaseAccess(), Access::create);
      try {
        JsonNode node = new ObjectMapper().readTree(json);
        return new Access(node.path("port").asInt(), node.path("password").asText());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static byte[] create() {
      byte[] password = new byte[24];
      new SecureRandom().nextBytes(password);
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
        return new ObjectMapper()
            .createObjectNode()
            .put("port", socket.getLocalPort())
            .put("password", HexFormat.of().formatHex(password))
            .toString()
            .getBytes(StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String url() {
      return "jdbc:postgresql://%s:%d/postgres?user=postgres&password=%s"
          .formatted(HOST, port, password);
    }

    @Override
    public String toString() {
      return "Access[port=" + port + "]";
    }
  }
}
