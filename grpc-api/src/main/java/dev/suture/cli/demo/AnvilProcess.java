// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli.demo;

import dev.suture.cli.CliException;
import dev.suture.cli.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A local Ethereum chain: Foundry's anvil from npm, on a free port, ended with this object and with
 * the JVM.
 */
final class AnvilProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Pattern LISTENING = Pattern.compile("Listening on 127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final Thread hook;
  private final URI endpoint;

  private AnvilProcess(Process process, Thread hook, URI endpoint) {
    this.process = process;
    this.hook = hook;
    this.endpoint = endpoint;
  }

  /** Starts {@code node_modules/.bin/anvil} below {@code contracts}, logging into {@code log}. */
  static AnvilProcess start(Path contracts, Path log) {
    Path script = contracts.resolve("node_modules/.bin/anvil");
    if (!Files.exists(script)) {
      throw new CliException(
          ExitCode.BAD_INPUT, "anvil is not installed: run 'npm ci' in " + contracts);
    }
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      Process process =
          new ProcessBuilder(script.toString(), "--port", "0", "--hardfork", "osaka")
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Thread hook = new Thread(() -> destroyTree(process));
      Runtime.getRuntime().addShutdownHook(hook);
      return new AnvilProcess(process, hook, awaitEndpoint(process, log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI awaitEndpoint(Process process, Path log) throws IOException {
    Instant limit = Instant.now().plus(START_LIMIT);
    while (process.isAlive() && Instant.now().isBefore(limit)) {
      Matcher listening = LISTENING.matcher(Files.readString(log, StandardCharsets.UTF_8));
      if (listening.find()) {
        return URI.create("http://127.0.0.1:" + listening.group(1));
      }
      sleep();
    }
    destroyTree(process);
    throw new CliException(ExitCode.OUR_FAULT, "anvil did not start; see " + log);
  }

  private static void sleep() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    destroyTree(process);
    Optional.of(hook).filter(thread -> !thread.isAlive()).ifPresent(AnvilProcess::removeHook);
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending and runs the hook by itself.
      return;
    }
  }

  /** npm's anvil is a Node script that starts the binary: end both. */
  private static void destroyTree(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
