// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import dev.suture.attestation.Attestor;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.Keccak256;
import dev.suture.attestation.statement.Address;
import dev.suture.attestation.statement.PatchTerms;
import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint8;

/**
 * Suture's contracts on an anvil chain, with one adopted target: a transparent proxy whose
 * implementation has whatever runtime code is given. Approvals come from a timelock.
 */
public final class DevDeployment {
  /** How long an approval lies in the timelock. */
  public static final Duration TIMELOCK_DELAY = Duration.ofDays(1);

  private static final Duration OPEN_DELAY = Duration.ofHours(1);
  private static final Duration ROLLBACK_PERIOD = Duration.ofDays(3);
  private static final Duration WINDOW = Duration.ofDays(30);
  private static final int TRANSPARENT = 1;
  private static final int ADMIN = 1;
  private static final int COUNCIL = 2;

  private final AnvilChain chain;
  private final Address verifier;
  private final Address router;
  private final Address registry;
  private final Address executor;
  private final Address timelock;
  private final Address implementation;
  private final Address target;

  private DevDeployment(AnvilChain chain, byte[] oldCode, byte[] initialize) {
    this.chain = chain;
    Address authority = deploy("AccessManager", Abi.address(admin()));
    verifier = deploy("Groth16Verifier");
    router = deploy("VerifierRouter", Abi.address(authority), Abi.uint64(0), new Bool(false));
    registry = deploy("PatchRegistry", Abi.address(authority), Abi.address(router));
    executor =
        deploy(
            "PatchExecutor",
            Abi.address(authority),
            Abi.address(registry),
            Abi.uint64(OPEN_DELAY.toSeconds()),
            Abi.uint64(ROLLBACK_PERIOD.toSeconds()));
    timelock =
        deploy(
            "TimelockController",
            Abi.uint256(TIMELOCK_DELAY.toSeconds()),
            addresses(chain.account(COUNCIL)),
            addresses(Address.ZERO),
            Abi.address(Address.ZERO));
    implementation = chain.deploy(admin(), initCode(oldCode));
    target =
        deploy(
            "TransparentUpgradeableProxy",
            Abi.address(implementation),
            Abi.address(executor),
            Abi.bytes(initialize));
    adopt();
  }

  /**
   * Deploys everything but a verifying key.
   *
   * @param oldCode runtime code of the target's implementation
   * @param initialize call data of the proxy's first call; OpenZeppelin refuses none at all
   */
  public static DevDeployment deploy(AnvilChain chain, byte[] oldCode, byte[] initialize) {
    return new DevDeployment(chain, oldCode, initialize);
  }

  private void adopt() {
    admin(registry, "bindExecutor", Abi.address(executor));
    admin(registry, "setPolicy", Abi.address(target), addresses(timelock), Abi.uint256(1));
    admin(
        executor,
        "adopt",
        Abi.address(target),
        new Uint8(TRANSPARENT),
        Abi.address(implementation));
  }

  /** Makes the router accept proofs for a key, under the selector that attestations use. */
  public void addVerifier(byte[] vkBlob) {
    byte[] selector = Attestor.selector(Keccak256.hash(vkBlob));
    admin(router, "addVerifier", Abi.selector(selector), Abi.address(verifier), Abi.bytes(vkBlob));
    admin(router, "activate", Abi.selector(selector));
  }

  /** Stops it for ever. */
  public void stopVerifier(byte[] vkBlob) {
    admin(router, "stop", Abi.selector(Attestor.selector(Keccak256.hash(vkBlob))));
  }

  /** Terms of a patch of the target by account 0, with a nonce never used before. */
  public PatchTerms terms(byte[] oldCode) {
    byte[] nonce = new byte[Abi.WORD_BYTES];
    new SecureRandom().nextBytes(nonce);
    return new PatchTerms(
        AnvilChain.CHAIN_ID,
        registry,
        proposer(),
        target,
        implementation,
        Keccak256.hash(oldCode),
        newImplementation(nonce),
        Keccak256.hash(),
        chain.now(),
        chain.now() + WINDOW.toSeconds(),
        nonce);
  }

  /** Where the executor will put the code of a patch with this nonce. */
  public Address newImplementation(byte[] nonce) {
    return Abi.readAddress(
        view(executor, Abi.call("newImplementationAddress", Abi.address(target), Abi.word(nonce))),
        0);
  }

  /** Approves through the timelock: schedule, wait, execute. */
  public void approve(byte[] patchId) {
    byte[] approve = Abi.call("approve", Abi.word(patchId));
    byte[] zero = new byte[Abi.WORD_BYTES];
    chain.send(
        chain.account(COUNCIL),
        timelock,
        Abi.call(
            "schedule",
            Abi.address(registry),
            Abi.uint256(0),
            Abi.bytes(approve),
            Abi.word(zero),
            Abi.word(zero),
            Abi.uint256(TIMELOCK_DELAY.toSeconds())));
    chain.sleep(TIMELOCK_DELAY);
    chain.send(
        chain.account(COUNCIL),
        timelock,
        Abi.call(
            "execute",
            Abi.address(registry),
            Abi.uint256(0),
            Abi.bytes(approve),
            Abi.word(zero),
            Abi.word(zero)));
  }

  /** Withdraws a patch; from the proposer. */
  public void cancel(byte[] patchId) {
    chain.send(proposer(), registry, Abi.call("cancel", Abi.word(patchId)));
  }

  /** The account that proposes, key {@link AnvilChain#FIRST_KEY}. */
  public Address proposer() {
    return chain.account(0);
  }

  /** PatchRegistry. */
  public Address registry() {
    return registry;
  }

  /** PatchExecutor. */
  public Address executor() {
    return executor;
  }

  /** The proxy. */
  public Address target() {
    return target;
  }

  /** The implementation with the old code. */
  public Address oldImplementation() {
    return implementation;
  }

  /** What a call of the target returns. */
  public byte[] callTarget() {
    return view(target, new byte[0]);
  }

  private byte[] view(Address to, byte[] data) {
    return Hex.decode(
        "result",
        chain
            .rpc(
                "eth_call",
                java.util.Map.of("to", to.toString(), "data", Hex.encode(data)),
                "latest")
            .asText());
  }

  private Address admin() {
    return chain.account(ADMIN);
  }

  private void admin(Address contract, String function, Type<?>... arguments) {
    chain.send(admin(), contract, Abi.call(function, arguments));
  }

  private Address deploy(String name, Type<?>... arguments) {
    return chain.deploy(
        admin(), concat(ContractArtifact.load(name).bytecode(), Abi.arguments(arguments)));
  }

  private static DynamicArray<org.web3j.abi.datatypes.Address> addresses(Address one) {
    return new DynamicArray<>(org.web3j.abi.datatypes.Address.class, List.of(Abi.address(one)));
  }

  /** Init code that returns what follows it. */
  private static byte[] initCode(byte[] runtime) {
    // PUSH2 n DUP1 PUSH1 10 PUSH0 CODECOPY PUSH0 RETURN
    byte[] head = {
      0x61,
      (byte) (runtime.length >> 8),
      (byte) runtime.length,
      (byte) 0x80,
      0x60,
      0x0a,
      0x5f,
      0x39,
      0x5f,
      (byte) 0xf3
    };
    return concat(head, runtime);
  }

  private static byte[] concat(byte[] a, byte[] b) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(a);
    out.writeBytes(b);
    return out.toByteArray();
  }
}
