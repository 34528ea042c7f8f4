// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.v1.Job;
import dev.suture.v1.ListRequest;
import dev.suture.v1.ListResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code suture list}: all jobs, newest first. */
@Command(name = "list", description = "List jobs, newest first.")
final class ListCommand implements Callable<ExitCode> {
  private static final int PAGE = 200;

  @Mixin private ServiceOptions service = new ServiceOptions();
  @Mixin private Terminal terminal = new Terminal();

  @Override
  public ExitCode call() {
    try (ProgressLine progress = terminal.progress();
        OpenService open = service.open(progress)) {
      List<Job> jobs = jobs(open.service());
      progress.clear();
      if (terminal.json()) {
        ObjectNode result = terminal.object();
        ArrayNode list = result.putArray("jobs");
        jobs.forEach(job -> JobText.write(list.addObject(), job));
        terminal.print(result);
      } else {
        jobs.forEach(job -> terminal.say(JobText.line(job)));
      }
      return ExitCode.OK;
    }
  }

  private static List<Job> jobs(Service service) {
    List<Job> jobs = new ArrayList<>();
    ListRequest.Builder request = ListRequest.newBuilder().setPageSize(PAGE);
    do {
      ListRequest page = request.build();
      ListResponse answer = service.retrying(api -> api.list(page));
      jobs.addAll(answer.getJobsList());
      request.setPageToken(answer.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    return jobs;
  }
}
