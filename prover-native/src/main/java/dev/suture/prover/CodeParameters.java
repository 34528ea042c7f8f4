// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

import java.util.List;

/**
 * What is to be proven about new code.
 *
 * @param maxSizeBytes code.size: new code has 1 to this many bytes, at most 24,576
 * @param forbiddenOpcodes code.noOpcodes: 32 bytes big-endian, bit i forbids opcode i as an
 *     instruction
 * @param metadata code.metadata: new code ends with old code's metadata
 * @param guardOnly code.guardOnly
 * @param declaredSlots storage slots that guards may read, 32 bytes each, at most 8
 */
public record CodeParameters(
    int maxSizeBytes,
    byte[] forbiddenOpcodes,
    boolean metadata,
    boolean guardOnly,
    List<byte[]> declaredSlots) {
  public CodeParameters {
    forbiddenOpcodes = Bytes.requireWord("forbidden opcodes", forbiddenOpcodes);
    declaredSlots = declaredSlots.stream().map(s -> Bytes.requireWord("declared slot", s)).toList();
  }

  /** Shows no opcode and no slot: they may be secret. */
  @Override
  public String toString() {
    return "CodeParameters[maxSizeBytes=%d, metadata=%b, guardOnly=%b, %d slots]"
        .formatted(maxSizeBytes, metadata, guardOnly, declaredSlots.size());
  }
}
