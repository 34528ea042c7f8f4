// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.rpc.Code;
import dev.suture.v1.CancelRequest;
import dev.suture.v1.GetRequest;
import dev.suture.v1.GetVerifyingKeyRequest;
import dev.suture.v1.Job;
import dev.suture.worker.WorkerMain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A cancelled proof ends at once, by the end of its worker. */
class CancelIT {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  @Test
  void endsAProofWithinTwoSeconds(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home)
      throws Exception {
    try (LocalSuture suture = LocalSuture.start(home, Map.of())) {
      suture
          .client()
          .getVerifyingKey(GetVerifyingKeyRequest.newBuilder().setShape("code-8k").build());
      String name = suture.client().attest(Samples.attest()).getName();
      while (!job(suture, name).getPhase().startsWith("prove")) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      Job cancelled = suture.client().cancel(CancelRequest.newBuilder().setName(name).build());
      assertEquals(name, cancelled.getName());
      assertEquals(Optional.of(WorkerMain.ABANDONED), suture.workerExit(LIMIT));

      suture.startWorker();
      String next = suture.client().attest(Samples.attest()).getName();
      assertFalse(suture.await(next).hasError(), "the next worker goes on");
      assertEquals(Code.CANCELLED_VALUE, suture.await(name).getError().getCode());
    }
  }

  private static Job job(LocalSuture suture, String name) throws Exception {
    return suture
        .client()
        .get(GetRequest.newBuilder().setName(name).build())
        .getMetadata()
        .unpack(Job.class);
  }
}
