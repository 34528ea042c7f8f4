// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

import java.util.List;

/**
 * Opens B: what the claim says about opcodes and slots.
 *
 * @param blind b_s
 * @param forbiddenOpcodes 32 bytes big-endian, bit i forbids opcode i
 * @param declaredSlots storage slots that guards may read
 */
public record ParameterOpening(byte[] blind, byte[] forbiddenOpcodes, List<byte[]> declaredSlots) {
  public ParameterOpening {
    blind = blind.clone();
    forbiddenOpcodes = forbiddenOpcodes.clone();
    declaredSlots = declaredSlots.stream().map(byte[]::clone).toList();
  }
}
