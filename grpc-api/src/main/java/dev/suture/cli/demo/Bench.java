// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli.demo;

import com.google.longrunning.Operation;
import com.google.protobuf.Message;
import dev.suture.cli.ProgressLine;
import dev.suture.cli.Service;
import dev.suture.v1.Job;
import java.io.PrintWriter;
import java.util.function.Consumer;

/** Runs long operations of the service with a progress line each. */
record Bench(Service service, PrintWriter err, boolean terminal) {

  /** Follows a started operation to its end and returns its response. */
  <M extends Message> M finish(Operation started, Class<M> type) {
    return finish(started, type, job -> {});
  }

  /** The same, giving each change of the job to {@code watcher}. */
  <M extends Message> M finish(Operation started, Class<M> type, Consumer<Job> watcher) {
    try (ProgressLine progress = new ProgressLine(err, terminal)) {
      Operation done =
          service.await(
              started.getName(),
              job -> {
                Service.show(job, progress);
                watcher.accept(job);
              });
      return Service.response(done, type);
    }
  }
}
