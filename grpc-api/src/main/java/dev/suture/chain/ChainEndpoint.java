// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.statement.Address;
import dev.suture.chain.ChainException.Reason;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.protocol.http.HttpService;

/**
 * A JSON-RPC endpoint of an EVM chain. Give one of your own: it sees a reveal before the chain
 * does.
 *
 * <p>All methods throw {@link ChainException} with reason UNREACHABLE if the endpoint does not
 * answer. Nothing that is sent or received is logged. Safe for use by several threads.
 */
public final class ChainEndpoint implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  private final Web3j web3j;
  private final OkHttpClient client;

  private ChainEndpoint(Web3j web3j, OkHttpClient client) {
    this.web3j = web3j;
    this.client = client;
  }

  /** Opens an http or https endpoint; nothing is sent yet. */
  public static ChainEndpoint open(URI rpc) {
    if (rpc.getHost() == null
        || !("http".equals(rpc.getScheme()) || "https".equals(rpc.getScheme()))) {
      throw new MalformedInputException("RPC address", "is not an http or https address");
    }
    // A client of our own: web3j's logs every body as soon as somebody turns debugging on.
    OkHttpClient client =
        new OkHttpClient.Builder().connectTimeout(CONNECT_LIMIT).readTimeout(ANSWER_LIMIT).build();
    return new ChainEndpoint(Web3j.build(new HttpService(rpc.toString(), client)), client);
  }

  /** EIP-155 id. */
  public long chainId() {
    return result(web3j.ethChainId()).getChainId().longValueExact();
  }

  /**
   * Chain id and hash of the first block: a development chain that was started anew is another
   * chain.
   */
  public String identity() {
    return chainId() + ":" + block(DefaultBlockParameter.valueOf(BigInteger.ZERO)).getHash();
  }

  /** Runtime code of an account; empty when it has none. */
  public byte[] codeAt(Address address) {
    return Hex.decode(
        "code",
        result(web3j.ethGetCode(address.toString(), DefaultBlockParameterName.LATEST)).getCode());
  }

  /** Unix seconds of the latest block. */
  public long latestBlockTime() {
    return latestBlock().getTimestamp().longValueExact();
  }

  EthBlock.Block latestBlock() {
    return block(DefaultBlockParameterName.LATEST);
  }

  private EthBlock.Block block(DefaultBlockParameter which) {
    return Optional.ofNullable(result(web3j.ethGetBlockByNumber(which, false)).getBlock())
        .orElseThrow(ChainEndpoint::unusable);
  }

  BigInteger balance(Address account) {
    return result(web3j.ethGetBalance(account.toString(), DefaultBlockParameterName.LATEST))
        .getBalance();
  }

  /** Transactions of the account that are in blocks. */
  BigInteger minedNonce(Address account) {
    return nonce(account, DefaultBlockParameterName.LATEST);
  }

  /** Transactions of the account that are in blocks or in the endpoint's pool. */
  BigInteger pendingNonce(Address account) {
    return nonce(account, DefaultBlockParameterName.PENDING);
  }

  private BigInteger nonce(Address account, DefaultBlockParameterName when) {
    return result(web3j.ethGetTransactionCount(account.toString(), when)).getTransactionCount();
  }

  /** Tip per gas that gets a transaction into a block soon. */
  BigInteger priorityFee() {
    return result(web3j.ethMaxPriorityFeePerGas()).getMaxPriorityFeePerGas();
  }

  /**
   * Result of a view. Never give it anything secret.
   *
   * @throws ChainException TRANSACTION_FAILED if it reverts
   */
  byte[] view(Address to, byte[] callData) {
    Transaction call =
        Transaction.createEthCallTransaction(null, to.toString(), Hex.encode(callData));
    return Hex.decode(
        "result",
        callResult(web3j.ethCall(call, DefaultBlockParameterName.LATEST)).getResult().toString());
  }

  /**
   * Gas that a transaction would take now. Never give it anything secret.
   *
   * @throws ChainException TRANSACTION_FAILED if it would revert
   */
  BigInteger estimateGas(Address from, Address to, byte[] callData) {
    Transaction call =
        Transaction.createEthCallTransaction(from.toString(), to.toString(), Hex.encode(callData));
    return new BigInteger(
        callResult(web3j.ethEstimateGas(call)).getResult().toString().substring(2), 16);
  }

  /** Name of the error with which a mined, and so public, transaction failed. */
  String failureOf(Address from, Address to, byte[] callData, BigInteger block) {
    Transaction call =
        Transaction.createEthCallTransaction(from.toString(), to.toString(), Hex.encode(callData));
    Response<?> response = send(web3j.ethCall(call, DefaultBlockParameter.valueOf(block)));
    return response.hasError() ? revertName(response) : "an unknown failure, perhaps out of gas";
  }

  /** Hands in a signed transaction; returns the endpoint's words if it does not take it. */
  Optional<String> submit(byte[] raw) {
    Response<?> response = send(web3j.ethSendRawTransaction(Hex.encode(raw)));
    return response.hasError()
        ? Optional.of(Optional.ofNullable(response.getError().getMessage()).orElse(""))
        : Optional.empty();
  }

  Optional<TransactionReceipt> receipt(byte[] hash) {
    return result(web3j.ethGetTransactionReceipt(Hex.encode(hash))).getTransactionReceipt();
  }

  /** Call data of a mined transaction. */
  Optional<byte[]> input(String hash) {
    return result(web3j.ethGetTransactionByHash(hash))
        .getTransaction()
        .map(transaction -> Hex.decode("call data", transaction.getInput()));
  }

  /** Logs of a contract with these first topics, oldest first. */
  List<Log> logs(Address contract, byte[] topic, byte[] secondTopic) {
    EthFilter filter =
        new EthFilter(
            DefaultBlockParameterName.EARLIEST,
            DefaultBlockParameterName.LATEST,
            contract.toString());
    filter.addSingleTopic(Hex.encode(topic)).addSingleTopic(Hex.encode(secondTopic));
    return result(web3j.ethGetLogs(filter)).getLogs().stream()
        .map(log -> ((EthLog.LogObject) log).get())
        .toList();
  }

  private static <T extends Response<?>> T result(Request<?, T> request) {
    T response = send(request);
    if (response.hasError() || response.getResult() == null && !mayBeAbsent(request)) {
      throw unusable();
    }
    return response;
  }

  private static boolean mayBeAbsent(Request<?, ?> request) {
    return request.getMethod().startsWith("eth_getTransaction");
  }

  private static <T extends Response<?>> T callResult(Request<?, T> request) {
    T response = send(request);
    if (response.hasError()) {
      throw new ChainException(Reason.TRANSACTION_FAILED, revertName(response));
    }
    return response;
  }

  private static String revertName(Response<?> response) {
    String data = Optional.ofNullable(response.getError().getData()).orElse("");
    int from = data.indexOf("0x"); // some nodes put words or quotes around it
    int to = from + 2;
    while (from >= 0 && to < data.length() && Character.digit(data.charAt(to), 16) >= 0) {
      to++;
    }
    return ContractErrors.name(
        from < 0 ? new byte[0] : Hex.decode("revert data", data.substring(from, to)));
  }

  private static <T extends Response<?>> T send(Request<?, T> request) {
    try {
      return request.send();
    } catch (IOException | RuntimeException e) {
      // Without the cause: its text may hold what was sent.
      throw new ChainException(
          Reason.UNREACHABLE, "the chain's endpoint did not answer " + request.getMethod());
    }
  }

  private static ChainException unusable() {
    return new ChainException(
        Reason.UNREACHABLE, "the chain's endpoint gave an answer that cannot be used");
  }

  /** Lets go of connections and threads. */
  @Override
  public void close() {
    web3j.shutdown();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
