// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.suture.attestation.RevealOpening;
import dev.suture.attestation.audit.AuditReport;
import dev.suture.attestation.audit.Auditor;
import dev.suture.attestation.audit.Check;
import dev.suture.attestation.audit.Verdict;
import dev.suture.attestation.bundle.ProofEntry;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.statement.Address;
import dev.suture.attestation.statement.PatchTerms;
import dev.suture.chain.ChainException.Reason;
import dev.suture.prover.Prover;
import dev.suture.prover.Provers;
import dev.suture.prover.ProvingKey;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real proofs, a real chain, real contracts. */
class PublishRevealIT {
  private static final byte[] OLD = returns(1);
  private static final byte[] NEW = returns(2);
  private static final int STRANGER = 5;
  private static final ChainProgress QUIET = (phase, percent) -> {};

  private static Prover prover;
  private static ProvingKey key;

  private AnvilChain chain;
  private DevDeployment suture;
  private ChainEndpoint endpoint;
  private final ChainAccount proposer =
      ChainAccount.fromPrivateKey(Hex.decode("key", AnvilChain.FIRST_KEY));
  private final TransactionLog log = new InMemoryTransactionLog();

  @BeforeAll
  static void openProver() {
    prover = Provers.jni();
    String home =
        Optional.ofNullable(System.getenv("SUTURE_HOME"))
            .orElse(System.getProperty("user.home") + "/.cache/suture");
    key = prover.openKey(AttestedPatch.SHAPE, Path.of(home, "keys"));
  }

  @AfterAll
  static void closeProver() {
    key.close();
    prover.close();
  }

  @BeforeEach
  void deploy() {
    chain = AnvilChain.start();
    suture = DevDeployment.deploy(chain, OLD, new byte[4]);
    suture.addVerifier(key.info().vkBlob());
    endpoint = ChainEndpoint.open(chain.uri());
  }

  @AfterEach
  void stop() {
    endpoint.close();
    chain.close();
  }

  /** Runtime code that returns a number, followed by 400 bytes that nothing else has. */
  private static byte[] returns(int number) {
    byte[] body = {0x60, (byte) number, 0x5f, 0x52, 0x60, 0x20, 0x5f, (byte) 0xf3};
    byte[] code = new byte[408];
    new Random(number).nextBytes(code);
    System.arraycopy(body, 0, code, 0, body.length);
    return code;
  }

  private AttestedPatch attest() {
    return attest(suture.terms(OLD));
  }

  private static AttestedPatch attest(PatchTerms terms) {
    return AttestedPatch.prove(prover, key, terms, OLD, NEW);
  }

  private Publication publish(AttestedPatch patch) {
    return new Publisher(endpoint, proposer, log).publish(patch.bundle(), QUIET);
  }

  private Revelation reveal(AttestedPatch patch) {
    return reveal(patch, endpoint, log);
  }

  private Revelation reveal(AttestedPatch patch, ChainEndpoint through, TransactionLog record) {
    return new Revealer(through, proposer, record)
        .reveal(patch.statement(), patch.opening(), new byte[0], List.of(), QUIET);
  }

  private AttestedPatch approved() {
    AttestedPatch patch = attest();
    publish(patch);
    suture.approve(patch.patchId());
    return patch;
  }

  private void assertRefused(Reason reason, Runnable action) {
    long before = chain.nonce(suture.proposer());
    ChainException e = assertThrows(ChainException.class, action::run);
    assertEquals(reason, e.reason(), e.getMessage());
    assertEquals(before, chain.nonce(suture.proposer()), "something was sent");
  }

  @Test
  void publishesApprovesRevealsAndAudits() {
    AttestedPatch patch = attest();
    Publication publication = publish(patch);
    assertEquals(
        List.of("commit", "prove", "anchor"),
        publication.transactions().stream().map(SentTransaction::step).toList());
    assertEquals(BigInteger.ONE, new BigInteger(suture.callTarget()));
    suture.approve(patch.patchId());

    Revelation revelation = reveal(patch);
    assertEquals(
        List.of("arm", "reveal"),
        revelation.transactions().stream().map(SentTransaction::step).toList());
    assertEquals(BigInteger.TWO, new BigInteger(suture.callTarget()));
    assertArrayEquals(NEW, endpoint.codeAt(revelation.implementation()));

    AuditReport report =
        new Auditor(prover).audit(patch.bundle(), Optional.of(new Web3ChainView(endpoint)));
    assertEquals(Verdict.ACCEPTED, report.verdict(), report.checks().toString());
    List<String> passed =
        report.checks().stream()
            .filter(check -> check.outcome() == Check.Outcome.PASS)
            .map(Check::name)
            .toList();
    assertTrue(
        passed.containsAll(
            List.of("anchored root", "revealed: K", "revealed: y", "revealed: deployed code")),
        passed.toString());
  }

  @Test
  void sendsNothingTwice() {
    AttestedPatch patch = attest();
    Publication first = publish(patch);
    long nonce = chain.nonce(suture.proposer());
    Publication again = publish(patch);
    assertEquals(nonce, chain.nonce(suture.proposer()));
    assertEquals(first.transactions().toString(), again.transactions().toString());

    suture.approve(patch.patchId());
    Revelation revealed = reveal(patch);
    nonce = chain.nonce(suture.proposer());
    assertEquals(
        revealed.transactions().getLast().toString(),
        reveal(patch).transactions().getLast().toString());
    assertEquals(nonce, chain.nonce(suture.proposer()));
  }

  @Test
  void goesOnAfterDyingBetweenRecordAndSend() {
    AttestedPatch patch = attest();
    for (String step : List.of("commit", "prove", "anchor")) {
      long before = chain.nonce(suture.proposer());
      assertDiesAt(step, patch);
      TransactionKey dead = key(patch, step);
      assertEquals(1, log.attempts(dead).size());
      assertTrue(endpoint.receipt(log.attempts(dead).getFirst().hash()).isEmpty());
      assertTrue(chain.nonce(suture.proposer()) - before <= 1);
    }
    Publication publication = publish(patch);
    assertEquals(3, publication.transactions().size());
    assertEquals(3, chain.nonce(suture.proposer()));
  }

  @Test
  void provesAllClaimsInOneTransaction() {
    AttestedPatch patch = attestClaims(3);
    Publication publication = publish(patch);
    assertEquals(
        List.of("commit", "prove", "anchor"),
        publication.transactions().stream().map(SentTransaction::step).toList());
    assertEquals(PatchState.PROVED, registry().state(patch.patchId()));
    long gas = publication.transactions().get(1).gasUsed();
    assertTrue(gas < 700_000, "three proofs one by one take 1.1 M, these took " + gas);
  }

  /** Whatever anybody has proven already is not sent; nothing at all where that is everything. */
  @ParameterizedTest
  @ValueSource(ints = {0b001, 0b101, 0b111})
  void leavesOutProofsThatAreOnTheChain(int proven) {
    AttestedPatch patch = attestClaims(3);
    assertDiesAt("commit", patch);
    chain.rpc(
        "eth_sendRawTransaction", Hex.encode(log.attempts(key(patch, "commit")).getFirst().raw()));
    BitSet known = BitSet.valueOf(new long[] {proven});
    known.stream().forEach(i -> proveAsStranger(patch, i));
    assertEquals(known, registry().provenClaims(patch.patchId()));

    Publication publication = publish(patch);
    assertEquals(PatchState.PROVED, registry().state(patch.patchId()));
    List<byte[]> proofs =
        publication.transactions().stream()
            .filter(tx -> tx.step().equals("prove"))
            .map(tx -> endpoint.input(Hex.encode(tx.hash())).orElseThrow())
            .toList();
    assertEquals(known.cardinality() == 3 ? 0 : 1, proofs.size());
    for (int i = 0; i < 3; i++) {
      String proof = hex(patch.bundle().proofs().get(i).proof().bytes());
      boolean sent = proofs.stream().anyMatch(data -> Hex.encode(data).contains(proof));
      assertEquals(!known.get(i), sent, "proof " + i);
    }
  }

  /** The signed transaction stays good when another brings one of its proofs first. */
  @Test
  void goesOnAfterDyingThoughAnotherBringsAProof() {
    AttestedPatch patch = attestClaims(2);
    assertDiesAt("prove", patch);
    proveAsStranger(patch, 1);
    byte[] signed = log.attempts(key(patch, "prove")).getFirst().hash();
    assertArrayEquals(signed, publish(patch).transactions().get(1).hash());
    assertEquals(PatchState.PROVED, registry().state(patch.patchId()));
  }

  private AttestedPatch attestClaims(int claims) {
    return AttestedPatch.prove(prover, key, suture.terms(OLD), OLD, NEW, claims);
  }

  private void assertDiesAt(String step, AttestedPatch patch) {
    Publisher dying = new Publisher(endpoint, proposer, new DyingLog(log, step));
    assertThrows(IllegalStateException.class, () -> dying.publish(patch.bundle(), QUIET));
  }

  private TransactionKey key(AttestedPatch patch, String step) {
    return new TransactionKey(endpoint.identity(), patch.patchId(), step);
  }

  private RegistryContract registry() {
    return new RegistryContract(endpoint, suture.registry());
  }

  private void proveAsStranger(AttestedPatch patch, int claim) {
    ProofEntry entry = patch.bundle().proofs().get(claim);
    byte[] data =
        RegistryContract.prove(
            patch.patchId(), claim, entry.inputs().evaluation(), entry.proof().bytes());
    chain.send(chain.account(STRANGER), suture.registry(), data);
  }

  @Test
  void showsTheCodeToTheEndpointInTheRevealAlone() throws IOException {
    AttestedPatch patch = attest();
    try (RecordingRpc rpc = new RecordingRpc(chain.uri());
        ChainEndpoint recorded = ChainEndpoint.open(rpc.uri())) {
      new Publisher(recorded, proposer, log).publish(patch.bundle(), QUIET);
      suture.approve(patch.patchId());
      reveal(patch, recorded, log);
      List<RecordingRpc.Call> telling =
          rpc.calls().stream().filter(call -> holdsSecret(call.body(), patch.opening())).toList();
      assertEquals(1, telling.size());
      assertEquals("eth_sendRawTransaction", telling.getFirst().method());
    }
  }

  /** Any 24 bytes of the new code, or a blind. */
  private static boolean holdsSecret(String body, RevealOpening opening) {
    for (int at = 0; at + 24 <= NEW.length; at++) {
      if (body.contains(hex(Arrays.copyOfRange(NEW, at, at + 24)))) {
        return true;
      }
    }
    return body.contains(hex(opening.bK())) || body.contains(hex(opening.bY()));
  }

  private static String hex(byte[] bytes) {
    return Hex.encode(bytes).substring(2);
  }

  @Test
  void refusesToPublishWhatTheChainWouldRefuse() {
    AttestedPatch patch = attest();
    PatchTerms t = patch.statement().terms();
    assertRefused(
        Reason.CHAIN_ID_MISMATCH,
        () -> publish(attest(with(t, 1, t.registry(), t.latestReveal()))));
    assertRefused(
        Reason.NO_REGISTRY,
        () -> publish(attest(with(t, t.chainId(), Address.ZERO, t.latestReveal()))));
    assertRefused(
        Reason.ACCOUNT_MISMATCH,
        () ->
            new Publisher(
                    endpoint,
                    ChainAccount.fromPrivateKey(new BigInteger("7").shiftLeft(248).toByteArray()),
                    log)
                .publish(patch.bundle(), QUIET));
    AttestedPatch late = attest(with(t, t.chainId(), t.registry(), t.earliestReveal() + 1));
    chain.sleep(Duration.ofSeconds(5));
    assertRefused(Reason.EXPIRED, () -> publish(late));
    suture.stopVerifier(key.info().vkBlob());
    assertRefused(Reason.KEY_MISMATCH, () -> publish(patch));
  }

  @Test
  void refusesToPublishForCodeThatIsNoLongerThere() {
    AttestedPatch stale = attest();
    reveal(approved());
    assertRefused(Reason.OLD_CODE_MISMATCH, () -> publish(stale));
  }

  @Test
  void refusesToPublishACancelledPatch() {
    AttestedPatch patch = attest();
    publish(patch);
    suture.cancel(patch.patchId());
    assertRefused(Reason.PATCH_FINISHED, () -> publish(patch));
    assertRefused(Reason.PATCH_FINISHED, () -> reveal(patch));
  }

  @Test
  void refusesToRevealBeforeItCanSucceed() {
    PatchTerms t = suture.terms(OLD);
    AttestedPatch patch =
        attest(
            new PatchTerms(
                t.chainId(),
                t.registry(),
                t.proposer(),
                t.target(),
                t.oldImplementation(),
                t.oldCodeHash(),
                t.newImplementation(),
                t.upgradeDataHash(),
                t.earliestReveal() + Duration.ofDays(5).toSeconds(),
                t.latestReveal(),
                t.nonce()));
    assertRefused(Reason.NOT_APPROVED, () -> reveal(patch));
    publish(patch);
    assertRefused(Reason.NOT_APPROVED, () -> reveal(patch));
    suture.approve(patch.patchId());
    assertRefused(Reason.TOO_EARLY, () -> reveal(patch));
    chain.sleep(Duration.ofDays(5));
    assertRefused(Reason.OPENING_MISMATCH, () -> reveal(changed(patch)));
    assertRefused(
        Reason.OPENING_MISMATCH,
        () ->
            new Revealer(endpoint, proposer, log)
                .reveal(
                    patch.statement(), patch.opening(), new byte[0], List.of(new byte[32]), QUIET));
    chain.sleep(Duration.ofDays(40));
    assertRefused(Reason.EXPIRED, () -> reveal(patch));
    assertEquals(BigInteger.ONE, new BigInteger(suture.callTarget()));
  }

  private static AttestedPatch changed(AttestedPatch patch) {
    byte[] other = patch.opening().code().clone();
    other[1] ^= 1;
    return new AttestedPatch(
        patch.bundle(), new RevealOpening(other, patch.opening().bK(), patch.opening().bY()));
  }

  @Test
  void refusesToRevealBehindOtherTransactionsOrWithoutFunds() {
    AttestedPatch patch = approved();
    String balance = chain.rpc("eth_getBalance", suture.proposer().toString(), "latest").asText();
    chain.rpc("anvil_setBalance", suture.proposer().toString(), "0x38d7ea4c68000");
    assertRefused(Reason.ACCOUNT_NOT_READY, () -> reveal(patch));
    chain.rpc("anvil_setBalance", suture.proposer().toString(), balance);
    chain.rpc("evm_setAutomine", false);
    chain.rpc(
        "eth_sendTransaction",
        Map.of("from", suture.proposer().toString(), "to", suture.proposer().toString()));
    assertRefused(Reason.ACCOUNT_NOT_READY, () -> reveal(patch));
    assertEquals(BigInteger.ONE, new BigInteger(suture.callTarget()));
  }

  @Test
  void saysThatAFailedRevealHasDisclosedTheCode() {
    AttestedPatch patch = approved();
    TransactionLog slow =
        new InterposedLog(log, TransactionKey.REVEAL, () -> chain.sleep(Duration.ofDays(60)));
    ChainException e = assertThrows(ChainException.class, () -> reveal(patch, endpoint, slow));
    assertEquals(Reason.DISCLOSED, e.reason());
    assertTrue(String.valueOf(e.getMessage()).contains("UnexpectedState"), e.getMessage());
    assertFalse(String.valueOf(e.getMessage()).contains(hex(NEW).substring(0, 48)));
  }

  @Test
  void raisesTheFeeOfATransactionThatNoBlockTakes() throws Exception {
    chain.rpc("evm_setAutomine", false);
    AttestedPatch patch = attest();
    TransactionSender sender =
        new TransactionSender(
            endpoint,
            proposer,
            log,
            new TransactionSender.Patience(
                Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(30)));
    TransactionKey commit = new TransactionKey(endpoint.identity(), patch.patchId(), "commit");
    byte[] data = RegistryContract.commit(patch.statement());
    CompletableFuture<SentTransaction> sent =
        CompletableFuture.supplyAsync(
            () ->
                sender.send(
                    commit,
                    new TransactionSender.Call(
                        suture.registry(), data, () -> sender.estimate(suture.registry(), data))));
    while (log.attempts(commit).size() < 3) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    chain.rpc("evm_mine");
    byte[] mined = sent.get(30, TimeUnit.SECONDS).hash();
    List<SignedTransaction> attempts = log.attempts(commit);
    assertEquals(1, attempts.stream().map(SignedTransaction::nonce).distinct().count());
    assertEquals(1, attempts.stream().filter(a -> Arrays.equals(a.hash(), mined)).count());
    assertNotEquals(Hex.encode(attempts.getFirst().hash()), Hex.encode(mined));
  }

  @Test
  void saysSoWhenANonceWasTakenFromElsewhere() {
    AttestedPatch patch = attest();
    TransactionLog taken =
        new InterposedLog(
            log, "commit", () -> chain.send(suture.proposer(), suture.proposer(), new byte[0]));
    TransactionSender sender =
        new TransactionSender(
            endpoint,
            proposer,
            taken,
            new TransactionSender.Patience(
                Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(30)));
    byte[] data = RegistryContract.commit(patch.statement());
    ChainException e =
        assertThrows(
            ChainException.class,
            () ->
                sender.send(
                    new TransactionKey(endpoint.identity(), patch.patchId(), "commit"),
                    new TransactionSender.Call(
                        suture.registry(), data, () -> sender.estimate(suture.registry(), data))));
    assertEquals(Reason.TRANSACTION_FAILED, e.reason());
    assertTrue(String.valueOf(e.getMessage()).contains("nonce"), e.getMessage());
  }

  @Test
  void saysThatAnEndpointDoesNotAnswer() {
    AttestedPatch patch = attest();
    chain.close();
    ChainException e = assertThrows(ChainException.class, () -> publish(patch));
    assertEquals(Reason.UNREACHABLE, e.reason());
    assertTrue(e.isTransient());
  }

  private static PatchTerms with(PatchTerms t, long chainId, Address registry, long latestReveal) {
    return new PatchTerms(
        chainId,
        registry,
        t.proposer(),
        t.target(),
        t.oldImplementation(),
        t.oldCodeHash(),
        t.newImplementation(),
        t.upgradeDataHash(),
        t.earliestReveal(),
        latestReveal,
        t.nonce());
  }

  /** Records, then dies before the transaction is sent. */
  private record DyingLog(TransactionLog log, String step) implements TransactionLog {
    @Override
    public List<SignedTransaction> attempts(TransactionKey key) {
      return log.attempts(key);
    }

    @Override
    public SignedTransaction first(
        TransactionKey key,
        String sender,
        BigInteger pendingNonce,
        Function<BigInteger, SignedTransaction> sign) {
      SignedTransaction recorded = log.first(key, sender, pendingNonce, sign);
      if (key.step().equals(step)) {
        throw new IllegalStateException("died after recording " + step);
      }
      return recorded;
    }

    @Override
    public void add(TransactionKey key, SignedTransaction another) {
      log.add(key, another);
    }
  }

  /** Lets something happen just before a step is recorded. */
  private record InterposedLog(TransactionLog log, String step, Runnable event)
      implements TransactionLog {
    @Override
    public List<SignedTransaction> attempts(TransactionKey key) {
      return log.attempts(key);
    }

    @Override
    public SignedTransaction first(
        TransactionKey key,
        String sender,
        BigInteger pendingNonce,
        Function<BigInteger, SignedTransaction> sign) {
      if (key.step().equals(step)) {
        event.run();
      }
      return log.first(key, sender, pendingNonce, sign);
    }

    @Override
    public void add(TransactionKey key, SignedTransaction another) {
      log.add(key, another);
    }
  }
}
