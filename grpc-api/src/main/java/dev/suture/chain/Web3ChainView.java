// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import dev.suture.attestation.RevealOpening;
import dev.suture.attestation.audit.ChainView;
import dev.suture.attestation.statement.Address;
import java.util.Optional;

/** What an audit reads, over JSON-RPC. */
public final class Web3ChainView implements ChainView {
  private final ChainEndpoint endpoint;

  /** Reads through the endpoint; closes nothing. */
  public Web3ChainView(ChainEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public long chainId() {
    return endpoint.chainId();
  }

  @Override
  public byte[] codeAt(Address address) {
    return endpoint.codeAt(address);
  }

  @Override
  public Optional<OnChainPatch> patch(Address registry, byte[] patchId) {
    if (endpoint.codeAt(registry).length == 0) {
      return Optional.empty();
    }
    RegistryContract contract = new RegistryContract(endpoint, registry);
    PatchState state = contract.state(patchId);
    return state == PatchState.NONE
        ? Optional.empty()
        : Optional.of(new OnChainPatch(state.contractName(), contract.evaluation(patchId)));
  }

  @Override
  public Optional<RevealOpening> revealed(Address registry, byte[] patchId) {
    return new RegistryContract(endpoint, registry)
        .revealTransaction(patchId)
        .flatMap(endpoint::input)
        .flatMap(callData -> RevealCall.find(callData, patchId));
  }

  @Override
  public Optional<byte[]> anchoredRoot(Address registry, byte[] patchId) {
    return new RegistryContract(endpoint, registry).anchoredRoot(patchId);
  }
}
