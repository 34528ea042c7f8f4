// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.longrunning.Operation;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.suture.v1.Job;

/** Tells where an operation stands. */
final class OperationReport {
  private OperationReport() {}

  static void write(Operation operation, Terminal terminal) {
    write(job(operation), terminal);
  }

  static void write(Job job, Terminal terminal) {
    if (terminal.json()) {
      ObjectNode result = terminal.object();
      JobText.write(result, job);
      terminal.print(result);
    } else {
      terminal.say(JobText.line(job));
    }
  }

  private static Job job(Operation operation) {
    try {
      return operation.getMetadata().unpack(Job.class);
    } catch (InvalidProtocolBufferException e) {
      throw new CliException(
          ExitCode.OUR_FAULT, "the service answered with something else than a job");
    }
  }
}
