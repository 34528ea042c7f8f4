// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.bundle.ProofEntry;
import dev.suture.chain.ChainException.Reason;
import java.util.ArrayList;
import java.util.List;

/** Brings an attested patch on chain: commit, one prove for each claim, the bundle's root. */
public final class Publisher {
  private static final int PERCENT = 100;

  private final ChainEndpoint endpoint;
  private final ChainAccount account;
  private final TransactionLog log;

  /** Publishes with an account that must be the patch's proposer. */
  public Publisher(ChainEndpoint endpoint, ChainAccount account, TransactionLog log) {
    this.endpoint = endpoint;
    this.account = account;
    this.log = log;
  }

  /**
   * Publishes, or goes on where an earlier call was cut off. Safe to repeat: a step that is on
   * record is not sent in another form.
   *
   * @throws ChainException with every reason but those of a reveal
   */
  public Publication publish(Bundle bundle, ChainProgress progress) {
    Deployment chain = Deployment.of(endpoint, bundle.statement());
    chain.requireProposer(account);
    Steps steps = new Steps(chain.registry(), bundle, progress);
    if (requireOpen(chain, steps.patchId) == PatchState.NONE && !steps.isRecorded("commit")) {
      chain.requireNotExpired();
      chain.requireOldCode();
      chain.requireActiveVerifiers();
    }
    steps.commit();
    steps.prove();
    steps.anchor();
    progress.at("published", PERCENT);
    return new Publication(steps.patchId, steps.sent);
  }

  private static PatchState requireOpen(Deployment chain, byte[] patchId) {
    PatchState state = chain.registry().state(patchId);
    if (state.compareTo(PatchState.ARMED) > 0) {
      throw new ChainException(
          state == PatchState.EXPIRED ? Reason.EXPIRED : Reason.PATCH_FINISHED,
          "the registry has the patch as " + state.contractName());
    }
    return state;
  }

  /** One publication under way. */
  private final class Steps {
    private final TransactionSender sender = new TransactionSender(endpoint, account, log);
    private final String identity = endpoint.identity();
    private final List<SentTransaction> sent = new ArrayList<>();
    private final RegistryContract registry;
    private final Bundle bundle;
    private final ChainProgress progress;
    private final byte[] patchId;

    Steps(RegistryContract registry, Bundle bundle, ChainProgress progress) {
      this.registry = registry;
      this.bundle = bundle;
      this.progress = progress;
      this.patchId = bundle.statement().patchId();
    }

    void commit() {
      if (registry.state(patchId) == PatchState.NONE || isRecorded("commit")) {
        send("commit", RegistryContract.commit(bundle.statement()));
      }
    }

    void prove() {
      for (int i = 0; i < bundle.proofs().size(); i++) {
        String step = "prove/" + i;
        if (registry.state(patchId) == PatchState.COMMITTED || isRecorded(step)) {
          ProofEntry entry = bundle.proofs().get(i);
          send(
              step,
              RegistryContract.prove(
                  patchId, i, entry.inputs().evaluation(), entry.proof().bytes()));
        }
      }
    }

    void anchor() {
      send("anchor", RegistryContract.anchorBundle(patchId, bundle.merkleRoot()));
    }

    boolean isRecorded(String step) {
      return !log.attempts(key(step)).isEmpty();
    }

    private TransactionKey key(String step) {
      return new TransactionKey(identity, patchId, step);
    }

    private void send(String step, byte[] data) {
      int steps = bundle.proofs().size() + 2;
      progress.at(step, PERCENT * sent.size() / steps);
      sent.add(
          sender.send(
              key(step),
              new TransactionSender.Call(
                  registry.address(), data, () -> sender.estimate(registry.address(), data))));
    }
  }
}
