// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import dev.suture.attestation.RevealOpening;
import dev.suture.attestation.patch.Keccak256;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Finds PatchExecutor.reveal in call data, also inside a multicall or a call through a Safe. */
final class RevealCall {
  private static final int SELECTOR_BYTES = 4;
  private static final int HEAD_BYTES = 6 * Abi.WORD_BYTES;
  private static final byte[] SELECTOR =
      Arrays.copyOf(
          Keccak256.hash(
              "reveal(bytes32,bytes,bytes32,uint256,bytes,bytes32[])"
                  .getBytes(StandardCharsets.US_ASCII)),
          SELECTOR_BYTES);

  private RevealCall() {}

  /** The opening of the patch; empty if the call data holds no whole call for it. */
  static Optional<RevealOpening> find(byte[] callData, byte[] patchId) {
    byte[] start = Arrays.copyOf(SELECTOR, SELECTOR_BYTES + patchId.length);
    System.arraycopy(patchId, 0, start, SELECTOR_BYTES, patchId.length);
    for (int at = 0; at + start.length <= callData.length; at++) {
      if (Arrays.equals(callData, at, at + start.length, start, 0, start.length)) {
        Optional<RevealOpening> opening =
            decode(Arrays.copyOfRange(callData, at + SELECTOR_BYTES, callData.length));
        if (opening.isPresent()) {
          return opening;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<RevealOpening> decode(byte[] arguments) {
    if (arguments.length < HEAD_BYTES) {
      return Optional.empty();
    }
    return slice(arguments, Abi.readUint(arguments, 1))
        .map(
            code ->
                new RevealOpening(code, Abi.readWord(arguments, 2), Abi.readWord(arguments, 3)));
  }

  /** A dynamic byte string whose head says where it begins. */
  private static Optional<byte[]> slice(byte[] arguments, BigInteger offset) {
    BigInteger end = BigInteger.valueOf(arguments.length - Abi.WORD_BYTES);
    if (offset.compareTo(end) > 0) {
      return Optional.empty();
    }
    int from = offset.intValueExact() + Abi.WORD_BYTES;
    BigInteger length =
        new BigInteger(1, Arrays.copyOfRange(arguments, from - Abi.WORD_BYTES, from));
    if (length.compareTo(BigInteger.valueOf(arguments.length - from)) > 0) {
      return Optional.empty();
    }
    return Optional.of(Arrays.copyOfRange(arguments, from, from + length.intValueExact()));
  }
}
