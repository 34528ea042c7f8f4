// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.property;

import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.RuntimeCode;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is to be proven about a patch.
 *
 * @param maxSizeBytes code.size: new code has at most this many bytes
 * @param forbiddenOpcodes code.noOpcodes: none of these occurs as an instruction; empty means not
 *     claimed
 * @param parametersSecret the opcode set and the slots stay hidden until the owner opens them
 * @param metadata code.metadata: new code ends with old code's metadata
 * @param guardOnly code.guardOnly: new code behaves as old code or refuses
 * @param declaredSlots storage slots that guards may read, 32 bytes each
 * @param shape the shape to prove the code in; otherwise the default, which tells nothing about the
 *     size
 * @param scenarios what is claimed about single runs
 */
public record PropertySet(
    int maxSizeBytes,
    SortedSet<Integer> forbiddenOpcodes,
    boolean parametersSecret,
    boolean metadata,
    boolean guardOnly,
    List<byte[]> declaredSlots,
    Optional<String> shape,
    ScenarioProperties scenarios) {
  /** Most slots that can be declared. */
  public static final int MAX_SLOTS = 8;

  public PropertySet {
    forbiddenOpcodes = new TreeSet<>(forbiddenOpcodes);
    declaredSlots = declaredSlots.stream().map(byte[]::clone).toList();
    if (maxSizeBytes < 1 || maxSizeBytes > RuntimeCode.MAX_SIZE_BYTES) {
      throw new MalformedInputException(
          "code.size",
          "maxBytes is " + maxSizeBytes + ", expected 1 to " + RuntimeCode.MAX_SIZE_BYTES);
    }
    for (int opcode : forbiddenOpcodes) {
      if (opcode < 1 || opcode > 255) {
        throw new MalformedInputException(
            "code.noOpcodes",
            "opcode " + opcode + " is not in 1 to 255 (the end of any code reads as STOP, 0x00)");
      }
    }
    if (declaredSlots.size() > MAX_SLOTS) {
      throw new MalformedInputException(
          "code.guardOnly",
          declaredSlots.size() + " declared slots, expected at most " + MAX_SLOTS);
    }
    if (!guardOnly && !declaredSlots.isEmpty()) {
      throw new MalformedInputException(
          "code.guardOnly", "slots are declared, but the property is not claimed");
    }
  }

  /** The opcode set as 32 bytes big-endian: bit i forbids opcode i. */
  public byte[] forbiddenOpcodeBits() {
    byte[] bits = new byte[32];
    for (int opcode : forbiddenOpcodes) {
      bits[31 - opcode / 8] |= (byte) (1 << (opcode % 8));
    }
    return bits;
  }

  /** Shows no opcode and no slot when they are secret. */
  @Override
  public String toString() {
    return "PropertySet[maxSizeBytes=%d, noOpcodes=%s, metadata=%b, guardOnly=%b, %d slots, %s]"
        .formatted(
            maxSizeBytes,
            parametersSecret ? "secret" : forbiddenOpcodes,
            metadata,
            guardOnly,
            declaredSlots.size(),
            scenarios);
  }
}
