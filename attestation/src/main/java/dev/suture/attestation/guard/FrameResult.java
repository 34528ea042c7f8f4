// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What a run of a {@link Frame} shows: how it ended, return data, storage and logs afterwards. */
public final class FrameResult {
  private final Frame.Outcome outcome;
  private final byte[] returnData;
  private final Map<BigInteger, BigInteger> storage;
  private final List<String> logs;

  FrameResult(
      Frame.Outcome outcome,
      byte[] returnData,
      Map<BigInteger, BigInteger> storage,
      List<String> logs) {
    this.outcome = outcome;
    this.returnData = returnData.clone();
    this.storage = Map.copyOf(storage);
    this.logs = List.copyOf(logs);
  }

  /** How the run ended. */
  public Frame.Outcome outcome() {
    return outcome;
  }

  /** Data of RETURN or REVERT; else empty. */
  public byte[] returnData() {
    return returnData.clone();
  }

  /** Slots that are not zero; as before the run unless it stopped or returned. */
  public Map<BigInteger, BigInteger> storage() {
    return storage;
  }

  /** One text per log: data, its length and the topics; none unless the run stopped or returned. */
  public List<String> logs() {
    return logs;
  }

  /** Whether {@code other} shows the same. */
  public boolean sameAs(FrameResult other) {
    return outcome == other.outcome
        && Arrays.equals(returnData, other.returnData)
        && storage.equals(other.storage)
        && logs.equals(other.logs);
  }

  @Override
  public String toString() {
    return outcome + " " + HexFormat.of().formatHex(returnData);
  }
}
