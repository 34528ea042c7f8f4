// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import dev.suture.attestation.bundle.Bundle;
import dev.suture.chain.ChainException.Reason;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Brings an attested patch on chain: commit, the proofs of all claims at once, the bundle's root.
 */
public final class Publisher {
  private static final int PERCENT = 100;
  private static final int STEPS = 3;
  private static final String COMMIT = "commit";
  private static final String PROVE = "prove";
  private static final String ANCHOR = "anchor";

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
    if (requireOpen(chain, steps.patchId) == PatchState.NONE && !steps.isRecorded(COMMIT)) {
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
      if (registry.state(patchId) == PatchState.NONE || isRecorded(COMMIT)) {
        send(COMMIT, RegistryContract.commit(bundle.statement()));
      }
    }

    /**
     * One transaction for all claims that the chain has no proof of: a patch has 16 at most, and
     * even under 16 keys they take a third of the gas that a transaction may. What is on record
     * goes out as it was signed; a proof that another brought in between does it no harm.
     */
    void prove() {
      BitSet claims = new BitSet();
      claims.set(0, bundle.proofs().size());
      if (!isRecorded(PROVE)) {
        claims.andNot(registry.provenClaims(patchId));
      }
      if (!claims.isEmpty()) {
        send(PROVE, proofs(claims));
      }
    }

    private byte[] proofs(BitSet claims) {
      int first = claims.nextSetBit(0);
      byte[] evaluation = bundle.proofs().get(first).inputs().evaluation();
      ByteArrayOutputStream proofs = new ByteArrayOutputStream();
      claims.stream().forEach(i -> proofs.writeBytes(bundle.proofs().get(i).proof().bytes()));
      return claims.cardinality() == 1
          ? RegistryContract.prove(patchId, first, evaluation, proofs.toByteArray())
          : RegistryContract.proveBatch(patchId, claims, evaluation, proofs.toByteArray());
    }

    void anchor() {
      send(ANCHOR, RegistryContract.anchorBundle(patchId, bundle.merkleRoot()));
    }

    boolean isRecorded(String step) {
      return !log.attempts(key(step)).isEmpty();
    }

    private TransactionKey key(String step) {
      return new TransactionKey(identity, patchId, step);
    }

    private void send(String step, byte[] data) {
      progress.at(step, PERCENT * sent.size() / STEPS);
      sent.add(
          sender.send(
              key(step),
              new TransactionSender.Call(
                  registry.address(), data, () -> sender.estimate(registry.address(), data))));
    }
  }
}
