// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import dev.suture.attestation.statement.Address;
import dev.suture.attestation.statement.Claim;

/** Views of a VerifierRouter. */
final class RouterContract {
  private final ChainEndpoint endpoint;
  private final Address address;

  RouterContract(ChainEndpoint endpoint, Address address) {
    this.endpoint = endpoint;
    this.address = address;
  }

  /** Whether an active verifier with the claim's key stands behind its selector. */
  boolean isActive(Claim claim) {
    byte[] call = Abi.call("isActive", Abi.selector(claim.selector()), Abi.word(claim.vkHash()));
    return Abi.readUint(endpoint.view(address, call), 0).signum() != 0;
  }
}
