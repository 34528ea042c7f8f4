// SPDX-License-Identifier: Apache-2.0
package dev.suture.worker;

import dev.suture.attestation.bundle.BundleSigner;
import dev.suture.prover.Prover;
import dev.suture.prover.Provers;
import dev.suture.store.Database;
import dev.suture.store.Home;
import dev.suture.store.JobRunner;
import dev.suture.store.JobStore;
import dev.suture.store.PayloadCipher;
import dev.suture.store.ServerFile;
import dev.suture.store.ShapeStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes proof jobs from the database until it is ended.
 *
 * <p>The database is {@code SUTURE_DATABASE_URL}, or the one that {@code server.json} names, which
 * is waited for. A native proof cannot be stopped but by ending its process: so a worker whose job
 * is cancelled ends with {@link #ABANDONED}, and whoever started it starts another.
 */
public final class WorkerMain {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerMain.class);
  private static final int CONNECTIONS = 3;

  /** Exit status of a worker whose job was cancelled or taken away while it ran. */
  public static final int ABANDONED = 75;

  private WorkerMain() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    Home home = Home.ofEnvironment();
    try (Prover prover = Provers.jni();
        Database database = Database.connect(databaseUrl(home), CONNECTIONS)) {
      JobStore store = new JobStore(database, PayloadCipher.fromFile(home.storeKey()));
      ProvingKeys keys = new ProvingKeys(prover, home.provingKeys());
      ShapeStore shapes = new ShapeStore(database);
      announce(prover, shapes);
      BundleSigner signer = BundleSigner.loadOrCreate(home.bundleKey());
      ProverJobs jobs = new ProverJobs(prover, new WorkerKeys(prover, keys, shapes), store, signer);
      try (JobRunner runner = new JobRunner(store, ProverJobs.KINDS, jobs, WorkerMain::end)) {
        LOG.info("worker ready, process {}", ProcessHandle.current().pid());
        runner.run();
      }
    }
  }

  private static void end() {
    LOG.info("the job was cancelled or taken away: this process ends");
    Runtime.getRuntime().halt(ABANDONED);
  }

  /** The schema is the server's to make; wait for it. */
  private static void announce(Prover prover, ShapeStore shapes) {
    while (true) {
      try {
        prover.shapes().forEach(shape -> shapes.put(Messages.shape(shape)));
        return;
      } catch (org.jdbi.v3.core.JdbiException e) {
        LOG.info("waiting for the database");
        pause();
      }
    }
  }

  private static String databaseUrl(Home home) {
    Optional<String> given = Optional.ofNullable(System.getenv("SUTURE_DATABASE_URL"));
    while (given.isEmpty()) {
      given = ServerFile.read(home).map(ServerFile::database);
      if (given.isEmpty()) {
        pause();
      }
    }
    return given.get();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(Duration.ofMillis(300).toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
