// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import dev.suture.attestation.RevealOpening;
import dev.suture.attestation.patch.Keccak256;
import dev.suture.attestation.statement.Address;
import java.util.List;

/** Calls and views of a PatchExecutor. */
final class ExecutorContract {
  private static final int SEAL_SLOTS_HASH = 4;

  private final ChainEndpoint endpoint;
  private final Address address;

  ExecutorContract(ChainEndpoint endpoint, Address address) {
    this.endpoint = endpoint;
    this.address = address;
  }

  Address address() {
    return address;
  }

  /** The implementation that the executor tracks for a target; zero if it is not adopted. */
  Address implementationOf(Address target) {
    return Abi.readAddress(
        endpoint.view(address, Abi.call("implementationOf", Abi.address(target))), 0);
  }

  Address newImplementationAddress(Address target, byte[] nonce) {
    return Abi.readAddress(
        endpoint.view(
            address, Abi.call("newImplementationAddress", Abi.address(target), Abi.word(nonce))),
        0);
  }

  /** keccak256 of the slots that are sealed in new implementations of a target. */
  byte[] sealSlotsHash(Address target) {
    return Abi.readWord(
        endpoint.view(address, Abi.call("targetOf", Abi.address(target))), SEAL_SLOTS_HASH);
  }

  /** The slot that is sealed unless something else is set. */
  byte[] defaultSealSlot() {
    return Abi.readWord(endpoint.view(address, Abi.call("DEFAULT_SEAL_SLOT")), 0);
  }

  static byte[] sealSlotsHash(List<byte[]> slots) {
    return Keccak256.hash(slots.toArray(byte[][]::new));
  }

  /** SECRET until mined. */
  static byte[] reveal(
      byte[] patchId, RevealOpening opening, byte[] upgradeData, List<byte[]> sealSlots) {
    return Abi.call(
        "reveal",
        Abi.word(patchId),
        Abi.bytes(opening.code()),
        Abi.word(opening.bK()),
        Abi.uint256(opening.bY()),
        Abi.bytes(upgradeData),
        Abi.words(sealSlots));
  }
}
