// SPDX-License-Identifier: Apache-2.0
package dev.suture.store;

import dev.suture.v1.JobKind;
import java.util.UUID;

/**
 * A job that one process works on. Holds its secret payload.
 *
 * @param owner the leasing process
 * @param attempt 1 for the first process that took it
 */
public record LeasedJob(UUID id, JobKind kind, byte[] payload, UUID owner, int attempt) {
  @Override
  public String toString() {
    return "LeasedJob[%s %s, attempt %d]".formatted(kind, id, attempt);
  }
}
