// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import dev.suture.attestation.patch.Keccak256;
import dev.suture.attestation.statement.Address;
import dev.suture.attestation.statement.Claim;
import dev.suture.attestation.statement.PatchTerms;
import dev.suture.attestation.statement.Statement;
import dev.suture.chain.ChainException.Reason;
import java.util.Arrays;

/**
 * The contracts that a statement names, and whether the chain is as the statement says. Public data
 * only.
 */
final class Deployment {
  private final ChainEndpoint endpoint;
  private final Statement statement;
  private final RegistryContract registry;
  private final ExecutorContract executor;
  private final RouterContract router;

  private Deployment(
      ChainEndpoint endpoint,
      Statement statement,
      RegistryContract registry,
      ExecutorContract executor,
      RouterContract router) {
    this.endpoint = endpoint;
    this.statement = statement;
    this.registry = registry;
    this.executor = executor;
    this.router = router;
  }

  /** Finds the contracts; throws CHAIN_ID_MISMATCH or NO_REGISTRY. */
  static Deployment of(ChainEndpoint endpoint, Statement statement) {
    PatchTerms terms = statement.terms();
    long chainId = endpoint.chainId();
    if (chainId != terms.chainId()) {
      throw new ChainException(
          Reason.CHAIN_ID_MISMATCH,
          "the endpoint serves chain " + chainId + ", the patch is for " + terms.chainId());
    }
    if (terms.registry().equals(Address.ZERO) || endpoint.codeAt(terms.registry()).length == 0) {
      throw new ChainException(Reason.NO_REGISTRY, "no contract at registry " + terms.registry());
    }
    RegistryContract registry = new RegistryContract(endpoint, terms.registry());
    return new Deployment(
        endpoint,
        statement,
        registry,
        new ExecutorContract(endpoint, registry.executor()),
        new RouterContract(endpoint, registry.router()));
  }

  RegistryContract registry() {
    return registry;
  }

  ExecutorContract executor() {
    return executor;
  }

  void requireProposer(ChainAccount account) {
    if (!account.address().equals(statement.terms().proposer())) {
      throw new ChainException(
          Reason.ACCOUNT_MISMATCH,
          "account " + account.address() + " is not proposer " + statement.terms().proposer());
    }
  }

  void requireNotExpired() {
    long now = endpoint.latestBlockTime();
    if (now > statement.terms().latestReveal()) {
      throw new ChainException(
          Reason.EXPIRED,
          "the reveal window ended at " + statement.terms().latestReveal() + ", it is " + now);
    }
  }

  void requireBegun() {
    long now = endpoint.latestBlockTime();
    if (now < statement.terms().earliestReveal()) {
      throw new ChainException(
          Reason.TOO_EARLY,
          "the reveal window begins at " + statement.terms().earliestReveal() + ", it is " + now);
    }
  }

  void requireOldCode() {
    PatchTerms terms = statement.terms();
    Address tracked = executor.implementationOf(terms.target());
    if (!tracked.equals(terms.oldImplementation())) {
      throw new ChainException(
          Reason.OLD_CODE_MISMATCH,
          tracked.equals(Address.ZERO)
              ? "target " + terms.target() + " is not adopted by the executor"
              : "target "
                  + terms.target()
                  + " runs "
                  + tracked
                  + ", the patch replaces "
                  + terms.oldImplementation());
    }
    byte[] hash = Keccak256.hash(endpoint.codeAt(terms.oldImplementation()));
    if (!Arrays.equals(hash, terms.oldCodeHash())) {
      throw new ChainException(
          Reason.OLD_CODE_MISMATCH,
          "the code at " + terms.oldImplementation() + " is not the patch's old code");
    }
    Address reserved = executor.newImplementationAddress(terms.target(), terms.nonce());
    if (!reserved.equals(terms.newImplementation())) {
      throw new ChainException(
          Reason.OLD_CODE_MISMATCH,
          "the executor reserves "
              + reserved
              + " for the nonce, the patch says "
              + terms.newImplementation());
    }
  }

  void requireActiveVerifiers() {
    for (Claim claim : statement.claims()) {
      if (!router.isActive(claim)) {
        throw new ChainException(
            Reason.KEY_MISMATCH,
            "the router has no active verifier with the key of shape " + claim.detail().shape());
      }
    }
  }
}
