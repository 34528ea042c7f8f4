// SPDX-License-Identifier: Apache-2.0
package dev.suture.store;

import java.util.Optional;

/**
 * What a job gave.
 *
 * @param result a serialized message, for the caller
 * @param opening what a later reveal needs; stays in the store
 */
public record JobOutcome(byte[] result, Optional<byte[]> opening) {
  /** A result without an opening. */
  public static JobOutcome of(byte[] result) {
    return new JobOutcome(result, Optional.empty());
  }

  @Override
  public String toString() {
    return "JobOutcome[" + result.length + " bytes]";
  }
}
