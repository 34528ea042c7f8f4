// SPDX-License-Identifier: Apache-2.0
package dev.suture.store;

/** Does what a job asks. */
public interface JobHandler {
  /**
   * Runs a job to its end.
   *
   * @throws JobFailure for an ending that the caller is told; anything else is a fault of ours
   */
  JobOutcome run(LeasedJob job, JobProgress progress);
}
