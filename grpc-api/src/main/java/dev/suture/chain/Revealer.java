// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import dev.suture.attestation.RevealOpening;
import dev.suture.attestation.patch.Keccak256;
import dev.suture.attestation.statement.Address;
import dev.suture.attestation.statement.Statement;
import dev.suture.chain.ChainException.Reason;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reveals an approved patch in one transaction.
 *
 * <p>Whatever can be checked without showing the code is checked first: a reveal that fails has
 * published the code all the same. The gas limit follows from the size; nothing is simulated.
 */
public final class Revealer {
  private static final int PERCENT = 100;
  private static final int ARMING_PERCENT = 10;
  private static final int SENDING_PERCENT = 40;

  /** EIP-7825: no transaction may ask for more. */
  private static final long GAS_CAP = 1 << 24;

  private static final long FIXED_GAS = 1_500_000;

  /** 200 for the deposit, 40 for call data (EIP-7623), the rest for copies and evaluation. */
  private static final long GAS_PER_BYTE = 260;

  private final ChainEndpoint endpoint;
  private final ChainAccount account;
  private final TransactionLog log;

  /** Reveals with an account that must be the patch's proposer. */
  public Revealer(ChainEndpoint endpoint, ChainAccount account, TransactionLog log) {
    this.endpoint = endpoint;
    this.account = account;
    this.log = log;
  }

  /**
   * Arms the patch where needed, then reveals it, or goes on where an earlier call was cut off.
   *
   * @param upgradeData as committed; normally empty
   * @param sealSlots slots of 32 bytes to seal; empty stands for the executor's default
   * @throws ChainException DISCLOSED if the reveal was sent and cannot succeed; with any other
   *     reason but NOT_MINED and UNREACHABLE nothing was sent that holds the code
   */
  public Revelation reveal(
      Statement statement,
      RevealOpening opening,
      byte[] upgradeData,
      List<byte[]> sealSlots,
      ChainProgress progress) {
    progress.at("checking", 0);
    byte[] patchId = statement.patchId();
    Deployment chain = Deployment.of(endpoint, statement);
    chain.requireProposer(account);
    TransactionSender sender = new TransactionSender(endpoint, account, log);
    String identity = endpoint.identity();
    TransactionKey key = new TransactionKey(identity, patchId, TransactionKey.REVEAL);
    List<SentTransaction> sent = new ArrayList<>();
    if (log.attempts(key).isEmpty()) {
      requireOpening(statement, opening, upgradeData);
      requireRevealable(chain, statement, sealSlots);
      requireAccountReady(sender, opening, upgradeData);
      progress.at("arm", ARMING_PERCENT);
      arm(chain, sender, identity, patchId, sent);
      requireAccountReady(sender, opening, upgradeData);
    }
    progress.at("reveal", SENDING_PERCENT);
    byte[] data = ExecutorContract.reveal(patchId, opening, upgradeData, sealSlots);
    sent.add(sendCode(chain, sender, key, data, opening, upgradeData));
    requireLive(statement, opening);
    progress.at("revealed", PERCENT);
    return new Revelation(patchId, sent, statement.terms().newImplementation());
  }

  private void arm(
      Deployment chain,
      TransactionSender sender,
      String identity,
      byte[] patchId,
      List<SentTransaction> sent) {
    TransactionKey key = new TransactionKey(identity, patchId, "arm");
    if (chain.registry().state(patchId) == PatchState.ARMED && log.attempts(key).isEmpty()) {
      return;
    }
    Address registry = chain.registry().address();
    byte[] data = RegistryContract.arm(patchId);
    sent.add(
        sender.send(
            key,
            new TransactionSender.Call(registry, data, () -> sender.estimate(registry, data))));
  }

  private static SentTransaction sendCode(
      Deployment chain,
      TransactionSender sender,
      TransactionKey key,
      byte[] data,
      RevealOpening opening,
      byte[] upgradeData) {
    try {
      return sender.send(
          key,
          new TransactionSender.Call(
              chain.executor().address(), data, () -> gasLimit(opening, upgradeData)));
    } catch (ChainException e) {
      throw e.isTransient()
          ? e
          : new ChainException(
              Reason.DISCLOSED, "the reveal was sent, so the code is public: " + e.getMessage());
    }
  }

  static BigInteger gasLimit(RevealOpening opening, byte[] upgradeData) {
    long bytes = opening.code().length + 2L * upgradeData.length;
    return BigInteger.valueOf(Math.min(GAS_CAP, FIXED_GAS + GAS_PER_BYTE * bytes));
  }

  private static void requireOpening(
      Statement statement, RevealOpening opening, byte[] upgradeData) {
    byte[] k =
        Statement.revealCommitment(Keccak256.hash(opening.code()), opening.bK(), opening.bY());
    if (!Arrays.equals(k, statement.revealCommitment())) {
      throw new ChainException(
          Reason.OPENING_MISMATCH, "code and blinds do not open the patch's commitment K");
    }
    if (!Arrays.equals(Keccak256.hash(upgradeData), statement.terms().upgradeDataHash())) {
      throw new ChainException(
          Reason.OPENING_MISMATCH, "the upgrade call data is not what the patch commits to");
    }
  }

  private static void requireRevealable(
      Deployment chain, Statement statement, List<byte[]> sealSlots) {
    PatchState state = chain.registry().state(statement.patchId());
    switch (state) {
      case APPROVED, ARMED -> {}
      case NONE, COMMITTED, PROVED ->
          throw new ChainException(
              Reason.NOT_APPROVED, "the registry has the patch as " + state.contractName());
      case EXPIRED ->
          throw new ChainException(Reason.EXPIRED, "the registry has the patch as Expired");
      case REVEALED, CANCELLED, VOIDED ->
          throw new ChainException(
              Reason.PATCH_FINISHED, "the registry has the patch as " + state.contractName());
    }
    chain.requireNotExpired();
    chain.requireBegun();
    chain.requireOldCode();
    chain.requireActiveVerifiers();
    requireSealSlots(chain.executor(), statement.terms().target(), sealSlots);
  }

  private static void requireSealSlots(
      ExecutorContract executor, Address target, List<byte[]> given) {
    byte[] expected = executor.sealSlotsHash(target);
    boolean fits =
        Arrays.equals(expected, ExecutorContract.sealSlotsHash(given))
            || given.isEmpty()
                && Arrays.equals(
                    expected, ExecutorContract.sealSlotsHash(List.of(executor.defaultSealSlot())));
    if (!fits) {
      throw new ChainException(
          Reason.OPENING_MISMATCH, "the slots to seal are not those that are set for the target");
    }
  }

  /**
   * The code must not lie in a pool behind another transaction, nor be refused for lack of funds.
   */
  private void requireAccountReady(
      TransactionSender sender, RevealOpening opening, byte[] upgradeData) {
    Address address = account.address();
    if (!endpoint.pendingNonce(address).equals(endpoint.minedNonce(address))) {
      throw new ChainException(
          Reason.ACCOUNT_NOT_READY, "account " + address + " has other transactions pending");
    }
    BigInteger cost = gasLimit(opening, upgradeData).multiply(sender.maxFee());
    if (endpoint.balance(address).compareTo(cost) < 0) {
      throw new ChainException(
          Reason.ACCOUNT_NOT_READY,
          "account " + address + " needs " + cost + " wei for the reveal");
    }
  }

  private void requireLive(Statement statement, RevealOpening opening) {
    byte[] code = endpoint.codeAt(statement.terms().newImplementation());
    if (!Arrays.equals(code, opening.code())) {
      throw new ChainException(
          Reason.DISCLOSED,
          "the reveal is in a block, but the chain shows other code at "
              + statement.terms().newImplementation());
    }
  }
}
