// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.statement.Address;
import dev.suture.chain.ChainException.Reason;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/**
 * Sends a transaction so that it happens at most once, and waits until it is in a block.
 *
 * <p>It is signed and recorded first; after a crash the recorded bytes are sent again. A
 * transaction that no block takes is signed anew with the same nonce and a higher fee.
 */
final class TransactionSender {
  private static final Duration POLL = Duration.ofMillis(250);

  /**
   * How long to wait for what.
   *
   * @param higherFee before the fee is raised
   * @param receipt for the receipt of a transaction whose nonce is in a block: nodes lag behind
   *     each other
   * @param end before giving up for now
   */
  record Patience(Duration higherFee, Duration receipt, Duration end) {
    static final Patience DEFAULT =
        new Patience(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofMinutes(10));
  }

  private final ChainEndpoint endpoint;
  private final ChainAccount account;
  private final TransactionLog log;
  private final Patience patience;

  TransactionSender(ChainEndpoint endpoint, ChainAccount account, TransactionLog log) {
    this(endpoint, account, log, Patience.DEFAULT);
  }

  TransactionSender(
      ChainEndpoint endpoint, ChainAccount account, TransactionLog log, Patience patience) {
    this.endpoint = endpoint;
    this.account = account;
    this.log = log;
    this.patience = patience;
  }

  /**
   * What a transaction does. Not for logs: call data of a reveal is secret.
   *
   * @param gasLimit asked only when the transaction is signed for the first time
   */
  record Call(Address to, byte[] data, Supplier<BigInteger> gasLimit) {
    @Override
    public String toString() {
      return "Call[to " + to + "]";
    }
  }

  /** Gas limit for a call without secrets: what the endpoint says, and a quarter more. */
  BigInteger estimate(Address to, byte[] data) {
    BigInteger gas = endpoint.estimateGas(account.address(), to, data);
    return gas.add(gas.shiftRight(2));
  }

  /** Highest price per gas that a transaction signed now would offer. */
  BigInteger maxFee() {
    return Fee.now(endpoint).max();
  }

  /**
   * Sends, or sends again, and waits.
   *
   * @throws ChainException TRANSACTION_FAILED, with the contract's error, if it is in a block and
   *     failed; NOT_MINED if no block took it for ten minutes
   */
  SentTransaction send(TransactionKey key, Call call) {
    SignedTransaction latest = latestAttempt(key, call);
    submit(latest.raw());
    Instant end = Instant.now().plus(patience.end());
    Instant nextFee = Instant.now().plus(patience.higherFee());
    Instant nonceOpen = Instant.now();
    while (Instant.now().isBefore(end)) {
      boolean nonceTaken = endpoint.minedNonce(account.address()).compareTo(latest.nonce()) > 0;
      Optional<TransactionReceipt> receipt = receipt(key);
      if (receipt.isPresent()) {
        return require(key, call, receipt.get());
      }
      if (!nonceTaken) {
        nonceOpen = Instant.now();
      } else if (Instant.now().isAfter(nonceOpen.plus(patience.receipt()))) {
        throw nonceTaken(key, latest);
      }
      if (!nonceTaken && Instant.now().isAfter(nextFee)) {
        latest = raiseFee(key, latest);
        submit(latest.raw());
        nextFee = Instant.now().plus(patience.higherFee());
      }
      pause();
    }
    throw new ChainException(Reason.NOT_MINED, key.step() + " is sent but in no block yet");
  }

  private SignedTransaction latestAttempt(TransactionKey key, Call call) {
    List<SignedTransaction> attempts = log.attempts(key);
    if (!attempts.isEmpty()) {
      return attempts.getLast();
    }
    Fee fee = Fee.now(endpoint);
    long chainId = endpoint.chainId();
    BigInteger gasLimit = call.gasLimit().get();
    String data = Hex.encode(call.data());
    return log.first(
        key,
        account.address().toString(),
        endpoint.pendingNonce(account.address()),
        nonce -> sign(chainId, nonce, gasLimit, call.to().toString(), data, fee));
  }

  private SignedTransaction raiseFee(TransactionKey key, SignedTransaction before) {
    RawTransaction old = TransactionDecoder.decode(Hex.encode(before.raw()));
    Fee fee = Fee.now(endpoint).atLeast(Fee.of(old).raised());
    SignedTransaction raised =
        sign(
            endpoint.chainId(), old.getNonce(), old.getGasLimit(), old.getTo(), old.getData(), fee);
    log.add(key, raised);
    return raised;
  }

  private SignedTransaction sign(
      long chainId, BigInteger nonce, BigInteger gasLimit, String to, String data, Fee fee) {
    return account.sign(
        RawTransaction.createTransaction(
            chainId, nonce, gasLimit, to, BigInteger.ZERO, data, fee.tip(), fee.max()));
  }

  /**
   * A refusal is no end: the pool may know the transaction, or a block may have it. Waiting will
   * tell.
   */
  private void submit(byte[] raw) {
    Optional<String> refusal = endpoint.submit(raw);
    if (refusal.map(text -> text.toLowerCase(Locale.ROOT)).stream()
        .anyMatch(text -> text.contains("insufficient funds"))) {
      throw new ChainException(
          Reason.ACCOUNT_NOT_READY, "account " + account.address() + " cannot pay for the gas");
    }
  }

  private Optional<TransactionReceipt> receipt(TransactionKey key) {
    return log.attempts(key).stream()
        .map(attempt -> endpoint.receipt(attempt.hash()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private SentTransaction require(TransactionKey key, Call call, TransactionReceipt receipt) {
    if (!receipt.isStatusOK()) {
      throw new ChainException(
          Reason.TRANSACTION_FAILED,
          key.step()
              + " failed in block "
              + receipt.getBlockNumber()
              + ": "
              + endpoint.failureOf(
                  account.address(), call.to(), call.data(), receipt.getBlockNumber()));
    }
    return new SentTransaction(
        key.step(),
        Hex.decode("hash", receipt.getTransactionHash()),
        receipt.getBlockNumber().longValueExact(),
        receipt.getGasUsed().longValueExact());
  }

  private ChainException nonceTaken(TransactionKey key, SignedTransaction attempt) {
    return new ChainException(
        Reason.TRANSACTION_FAILED,
        "%s cannot happen: nonce %s of %s was used by a transaction from elsewhere"
            .formatted(key.step(), attempt.nonce(), account.address()));
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChainException(Reason.NOT_MINED, "interrupted while waiting for a block");
    }
  }
}
