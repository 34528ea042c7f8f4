// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.jcajce.provider.digest.Keccak;

/** Function selectors of the Solidity ABI. */
public final class Selectors {
  private Selectors() {}

  /**
   * Selector of a canonical signature such as {@code transfer(address,uint256)}; spaces are
   * ignored.
   */
  public static int of(String signature) {
    byte[] canonical = signature.replace(" ", "").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.wrap(keccak256(canonical)).getInt();
  }

  static byte[] keccak256(byte[] input) {
    return new Keccak.Digest256().digest(input);
  }
}
