// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.audit;

import dev.suture.attestation.RevealOpening;
import dev.suture.attestation.statement.Address;
import java.util.Optional;

/**
 * What an audit reads from a chain. Reads public data only; nothing about a secret patch is sent.
 */
public interface ChainView {
  /** EIP-155 id of the connected chain. */
  long chainId();

  /** Runtime code of an account, empty when it has none. */
  byte[] codeAt(Address address);

  /** What the registry holds under a patchId; empty when it was never committed. */
  Optional<OnChainPatch> patch(Address registry, byte[] patchId);

  /** The opening as the reveal transaction published it; empty before the reveal. */
  Optional<RevealOpening> revealed(Address registry, byte[] patchId);

  /** The Merkle root the proposer anchored; empty when none was. */
  Optional<byte[]> anchoredRoot(Address registry, byte[] patchId);

  /**
   * A patch as the registry stores it.
   *
   * @param state name of the state, for example Revealed
   * @param evaluation y as proven
   */
  record OnChainPatch(String state, byte[] evaluation) {
    public OnChainPatch {
      evaluation = evaluation.clone();
    }
  }
}
