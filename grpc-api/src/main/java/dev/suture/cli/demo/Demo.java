// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli.demo;

import com.google.longrunning.Operation;
import com.google.protobuf.ByteString;
import dev.suture.attestation.guard.Guard;
import dev.suture.attestation.guard.GuardFile;
import dev.suture.attestation.guard.GuardSite;
import dev.suture.attestation.guard.GuardWriter;
import dev.suture.attestation.guard.GuardedCode;
import dev.suture.attestation.guard.PlacedGuard;
import dev.suture.cli.CliException;
import dev.suture.cli.ExitCode;
import dev.suture.cli.LocalFile;
import dev.suture.cli.SutureCli;
import dev.suture.cli.rpc.Abi;
import dev.suture.cli.rpc.JsonRpc;
import dev.suture.cli.rpc.RpcException;
import dev.suture.v1.AttestRequest;
import dev.suture.v1.Attestation;
import dev.suture.v1.Chain;
import dev.suture.v1.GetVerifyingKeyRequest;
import dev.suture.v1.PatchInput;
import dev.suture.v1.PatchTerms;
import dev.suture.v1.PlanRequest;
import dev.suture.v1.PlanResponse;
import dev.suture.v1.PlannedProof;
import dev.suture.v1.PublishRequest;
import dev.suture.v1.PublishResult;
import dev.suture.v1.RevealRequest;
import dev.suture.v1.RevealResult;
import dev.suture.v1.Transaction;
import dev.suture.v1.VerifyingKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The steps of the demo, each told as it is done. Whatever does not come out as told ends it with
 * an error.
 */
final class Demo {
  private static final Duration WINDOW = Duration.ofDays(30);
  private static final String NONCE = "0x" + "00".repeat(31) + "01";
  private static final int SELECTOR_BYTES = 4;
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);
  private static final BigInteger AMOUNT = TOKEN.multiply(BigInteger.valueOf(25));

  private final Narrator tell;
  private final JsonRpc rpc;
  private final Bench bench;
  private final Path folder;
  private final DemoChain chain;

  Demo(Narrator tell, JsonRpc rpc, Bench bench, Path folder) {
    this.tell = tell;
    this.rpc = rpc;
    this.bench = bench;
    this.folder = folder;
    this.chain = new DemoChain(rpc);
  }

  void run() {
    DemoSystem system = goLive();
    Exploit exploit = new Exploit(chain, system);
    showExploit(exploit);
    byte[] scenarios = capture(system, exploit);
    byte[] old = Abi.bytes(chain.code(system.implementation()));
    byte[] patched = writePatch(exploit, old);
    Attestation attestation = attest(system, patch(old, patched, scenarios));
    Path bundle = save(attestation);
    String patchId = publish(system, attestation);
    auditBefore(bundle);
    approve(system, patchId);
    reveal(system, attestation, patchId);
    showThatItHolds(system, exploit);
    auditAfter(bundle);
    closing(bundle);
  }

  private DemoSystem goLive() {
    tell.step("A token goes live. It has the hole that cost BeautyChain its market in 2018.");
    tell.say("chain: anvil at " + rpc.endpoint());
    DemoSystem system = DemoSystem.deploy(chain);
    tell.say("token " + system.token() + " (transparent proxy)");
    tell.say("only PatchExecutor " + system.executor() + " can upgrade it");
    tell.say(
        "only patches approved by TimelockController " + system.timelock() + ", two days each");
    return system;
  }

  private void showExploit(Exploit exploit) {
    tell.step("The exploit, tried in a snapshot of the chain.");
    String snapshot = chain.snapshot();
    exploit.run();
    BigInteger loot = exploit.loot();
    require(loot.compareTo(DemoSystem.SUPPLY) > 0, "the exploit did not work on the old code");
    tell.say(
        "batchTransfer([attacker, accomplice], 2^255): 2 * 2^255 wraps to 0, and 0 is what it"
            + " costs");
    tell.say(
        "the attacker owns "
            + tokens(loot)
            + " tokens of a supply of "
            + tokens(DemoSystem.SUPPLY));
    chain.revertTo(snapshot);
    tell.say("the chain is set back: nobody else knows");
  }

  private byte[] writePatch(Exploit exploit, byte[] old) {
    tell.step("The patch, written from the deployed bytecode in a moment; no source, no compiler.");
    List<Integer> places = exploit.wrappingMultiplications(old);
    Guard guard = new Guard.CheckedArithmetic(Guard.CheckedArithmetic.Operation.MUL);
    List<PlacedGuard> guards =
        places.stream().map(pc -> new PlacedGuard(new GuardSite.BeforePc(pc), guard)).toList();
    GuardedCode written = GuardWriter.write(old, new GuardFile(guards));
    tell.say(
        "one multiplication wraps when the exploit runs: it gets a check, and nothing else"
            + " changes");
    tell.say("%,d bytes become %,d".formatted(old.length, written.code().length));
    return written.code();
  }

  private byte[] capture(DemoSystem system, Exploit exploit) {
    byte[] scenarios = DemoCase.capture(rpc.endpoint(), system, exploit, AMOUNT);
    tell.say("exploit and an ordinary transfer are captured as a case: state, calls, harm");
    return scenarios;
  }

  private static PatchInput patch(byte[] old, byte[] patched, byte[] scenarios) {
    return PatchInput.newBuilder()
        .setOldCode(ByteString.copyFrom(old))
        .setNewCode(ByteString.copyFrom(patched))
        .setCaseJson(ByteString.copyFrom(scenarios))
        .build();
  }

  private Attestation attest(DemoSystem system, PatchInput patch) {
    tell.step(
        "The proofs: for every input the hidden code behaves as the old code or reverts; the"
            + " exploit does harm on old code, and none on the hidden; a transfer does the same on"
            + " both.");
    PlanResponse plan =
        bench.service().api().plan(PlanRequest.newBuilder().setPatch(patch).build());
    require(
        plan.getAccepted(),
        "the patch does not have the default properties: " + plan.getReasonsList());
    plan.getProofsList().forEach(this::sayPlanned);
    tell.say(
        String.format(
            Locale.ROOT,
            "plan: about %.0f s of proving; labels: %s",
            plan.getExpectedProveMillis() / 1000.0,
            String.join(", ", plan.getLabelsList())));
    double before = tell.seconds();
    StepTimes times = new StepTimes();
    Operation started = bench.service().retrying(api -> api.attest(request(patch, terms(system))));
    Attestation attestation = bench.finish(started, Attestation.class, times);
    times.of("prove").forEach(this::sayTime);
    tell.say(
        String.format(
            Locale.ROOT, "attested in %.1f s (keys, witnesses, proofs)", tell.seconds() - before));
    tell.say("patch id " + hex(attestation.getPatchId()));
    plan.getProofsList().stream()
        .map(proof -> proof.getShape().getName())
        .distinct()
        .forEach(shape -> addVerifier(system, shape));
    return attestation;
  }

  private void sayPlanned(PlannedProof proof) {
    String line =
        String.format(
            Locale.ROOT,
            "%-9s shape %s, %,d constraints",
            proof.getName(),
            proof.getShape().getName(),
            proof.getShape().getConstraints());
    tell.say(proof.getSteps() == 0 ? line : line + ", " + proof.getSteps() + " steps");
  }

  private void sayTime(String step, Duration time) {
    tell.say(String.format(Locale.ROOT, "%-22s %.1f s", step, time.toMillis() / 1000.0));
  }

  private static AttestRequest request(PatchInput patch, PatchTerms terms) {
    return AttestRequest.newBuilder()
        .setPatch(patch)
        .setTerms(terms)
        .setRequestId(UUID.randomUUID().toString())
        .build();
  }

  private PatchTerms terms(DemoSystem system) {
    long now = chain.now();
    return PatchTerms.newBuilder()
        .setChainId(chain.chainId())
        .setRegistry(bytes(system.registry()))
        .setProposer(bytes(system.proposer()))
        .setTarget(bytes(system.token()))
        .setOldImplementation(bytes(system.implementation()))
        .setNewImplementation(bytes(system.newImplementation(NONCE)))
        .setEarliestReveal(now)
        .setLatestReveal(now + WINDOW.toSeconds())
        .setNonce(bytes(NONCE))
        .build();
  }

  private void addVerifier(DemoSystem system, String shape) {
    VerifyingKey key =
        bench
            .service()
            .api()
            .getVerifyingKey(GetVerifyingKeyRequest.newBuilder().setShape(shape).build());
    String selector = "0x" + Abi.hex(key.getVkHash().substring(0, SELECTOR_BYTES).toByteArray());
    system.addVerifier(selector, key.getVkBlob().toByteArray());
    tell.say(
        "verifying key of "
            + shape
            + " (kind: "
            + key.getKind()
            + ") is in the router, after its delay");
  }

  private Path save(Attestation attestation) {
    Path file = folder.resolve("demo.suture");
    try {
      Files.write(file, attestation.getBundle().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LocalFile.writeForOwner(opening(), attestation.getScenarioOpening().toByteArray());
    return file;
  }

  /** The owner's until the reveal; then for auditors. */
  private Path opening() {
    return folder.resolve("demo.opening.json");
  }

  private String publish(DemoSystem system, Attestation attestation) {
    tell.step("Publish: commitments and proofs go on the chain. The code does not.");
    PublishRequest request =
        PublishRequest.newBuilder()
            .setAttestation(attestation.getName())
            .setChain(endpoint())
            .build();
    Operation started = bench.service().retrying(api -> api.publish(request));
    PublishResult result = bench.finish(started, PublishResult.class);
    sayTransactions(result.getTransactionsList());
    String patchId = hex(result.getPatchId());
    tell.say("state: " + system.stateName(patchId));
    return patchId;
  }

  private void approve(DemoSystem system, String patchId) {
    tell.step("Approve: the council schedules, the timelock waits two days and approves.");
    String published = system.approveThroughTimelock(patchId);
    tell.say("all that the timelock published: " + published);
    system.arm(patchId);
    tell.say("state: " + system.stateName(patchId));
  }

  private void reveal(DemoSystem system, Attestation attestation, String patchId) {
    tell.step("Reveal: one transaction shows the code, checks it, deploys it and upgrades.");
    RevealRequest request =
        RevealRequest.newBuilder()
            .setAttestation(attestation.getName())
            .setChain(endpoint())
            .build();
    Operation started = bench.service().retrying(api -> api.reveal(request));
    RevealResult result = bench.finish(started, RevealResult.class);
    require(system.stateName(patchId).equals("Revealed"), "the registry does not say Revealed");
    require(
        system.implementation().equals(hex(result.getImplementation())),
        "the proxy does not point to the revealed code");
    sayTransactions(result.getTransactionsList());
    tell.say("the token now runs " + hex(result.getImplementation()));
  }

  private void sayTransactions(List<Transaction> transactions) {
    for (Transaction tx : transactions) {
      tell.say(
          String.format(
              Locale.ROOT, "%-8s %,9d gas  %s", tx.getStep(), tx.getGasUsed(), hex(tx.getHash())));
    }
  }

  private void showThatItHolds(DemoSystem system, Exploit exploit) {
    tell.step("The exploit again, and the daily business.");
    try {
      exploit.run();
      throw new CliException(ExitCode.OUR_FAULT, "the exploit still works");
    } catch (RpcException reverted) {
      require(exploit.loot().signum() == 0, "the attacker owns tokens");
      tell.say("batchTransfer([attacker, accomplice], 2^255): reverted; the attacker owns nothing");
    }
    chain.send(system.holder(), system.token(), "transfer(address,uint256)", system.user(), AMOUNT);
    chain.send(
        system.holder(),
        system.token(),
        "batchTransfer(address[],uint256)",
        List.of(system.user(), chain.account(6)),
        AMOUNT);
    BigInteger balance = exploit.balance(system.user());
    require(balance.equals(AMOUNT.multiply(BigInteger.TWO)), "the transfers did not arrive");
    tell.say("transfer(25) and batchTransfer(2 x 25): done; the user owns " + tokens(balance));
  }

  private void auditBefore(Path bundle) {
    tell.step("Audit, as an approver does it: suture audit demo.suture --rpc " + rpc.endpoint());
    ExitCode verdict = SutureCli.audit(bundle, rpc.endpoint(), Optional.empty(), tell::plain);
    require(verdict == ExitCode.OK, "the audit did not accept the bundle");
  }

  /** Says only what is new since the first audit. */
  private void auditAfter(Path bundle) {
    tell.step(
        "Audit again: the owner opens the scenarios, and they are run once more. suture audit"
            + " demo.suture --rpc "
            + rpc.endpoint()
            + " --opening demo.opening.json");
    ExitCode verdict =
        SutureCli.audit(
            bundle,
            rpc.endpoint(),
            Optional.of(opening()),
            line -> {
              if (!line.contains(" proof ")) {
                tell.plain(line);
              }
            });
    require(verdict == ExitCode.OK, "the audit did not accept the bundle");
  }

  private void closing(Path bundle) {
    tell.plain("");
    tell.plain(String.format(Locale.ROOT, "Done in %.1f s.", tell.seconds()));
    tell.plain("");
    tell.plain("The bundle:      " + bundle);
    tell.plain("The opening:     " + opening() + " (the exploit; for its owner until now)");
    tell.plain("Check it again:  grpc-api/bin/suture audit " + bundle);
    tell.plain("What it proves:  unzip -p " + bundle + " SCOPE.md");
    tell.plain("Your own patch:  grpc-api/bin/suture guard --help, then plan and attest");
  }

  private Chain endpoint() {
    return Chain.newBuilder().setRpcUrl(rpc.endpoint().toString()).build();
  }

  private static String tokens(BigInteger amount) {
    BigInteger whole = amount.divide(TOKEN);
    return whole.bitLength() > 60
        ? String.format(Locale.ROOT, "%.1e", whole.doubleValue())
        : String.format(Locale.ROOT, "%,d", whole);
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(Abi.bytes(hex));
  }

  private static String hex(ByteString bytes) {
    return "0x" + Abi.hex(bytes.toByteArray());
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new CliException(ExitCode.OUR_FAULT, otherwise);
    }
  }
}
