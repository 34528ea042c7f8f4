// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli.demo;

import dev.suture.cli.rpc.Abi;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;

/**
 * A protocol that runs under Suture: a token with a hole behind a proxy, and the contracts that
 * guard its upgrades.
 *
 * <p>Roles: the patch team proposes; the council schedules in the timelock, which alone approves;
 * the admin sets everything up once and has no say in patches.
 */
final class DemoSystem {
  static final BigInteger SUPPLY = BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(1_000_000));
  static final Duration TIMELOCK_DELAY = Duration.ofDays(2);
  private static final Duration VERIFIER_DELAY = Duration.ofDays(1);
  private static final Duration OPEN_DELAY = Duration.ofHours(1);
  private static final Duration ROLLBACK_PERIOD = Duration.ofDays(3);
  private static final String IMPLEMENTATION_SLOT =
      "0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc";
  private static final String NOBODY = "0x" + "0".repeat(40);
  private static final int TRANSPARENT = 1;

  /** PatchRegistry.PatchState, in its order. */
  private static final List<String> STATES =
      List.of(
          "None",
          "Committed",
          "Proved",
          "Approved",
          "Armed",
          "Revealed",
          "Cancelled",
          "Expired",
          "Voided");

  private final DemoChain chain;
  private final String verifier;
  private final String router;
  private final String registry;
  private final String executor;
  private final String timelock;
  private final String token;

  private DemoSystem(DemoChain chain) {
    this.chain = chain;
    String authority = chain.deploy(admin(), "AccessManager", admin());
    verifier = chain.deploy(admin(), "Groth16Verifier");
    router = chain.deploy(admin(), "VerifierRouter", authority, VERIFIER_DELAY.toSeconds(), false);
    registry = chain.deploy(admin(), "PatchRegistry", authority, router);
    executor =
        chain.deploy(
            admin(),
            "PatchExecutor",
            authority,
            registry,
            OPEN_DELAY.toSeconds(),
            ROLLBACK_PERIOD.toSeconds());
    timelock =
        chain.deploy(
            admin(),
            "TimelockController",
            TIMELOCK_DELAY.toSeconds(),
            List.of(council()),
            List.of(NOBODY),
            NOBODY);
    String implementation = chain.deploy(holder(), "DemoToken");
    String initialize = Abi.call("initialize(address,uint256)", holder(), SUPPLY);
    token =
        chain.deploy(
            holder(),
            "TransparentUpgradeableProxy",
            implementation,
            executor,
            Abi.bytes(initialize));
    chain.send(admin(), registry, "bindExecutor(address)", executor);
    chain.send(
        admin(), registry, "setPolicy(address,address[],uint256)", token, List.of(timelock), 1);
    chain.send(
        admin(), executor, "adopt(address,uint8,address)", token, TRANSPARENT, implementation);
  }

  /** Deploys everything but the verifying key. */
  static DemoSystem deploy(DemoChain chain) {
    return new DemoSystem(chain);
  }

  /** Announces a verifying key under a selector, waits out the delay, and activates it. */
  void addVerifier(String selector, byte[] verifyingKey) {
    chain.send(
        admin(), router, "addVerifier(bytes4,address,bytes)", selector, verifier, verifyingKey);
    chain.sleep(VERIFIER_DELAY.toSeconds());
    chain.send(admin(), router, "activate(bytes4)", selector);
  }

  /**
   * Lets the timelock approve: schedule, wait, execute. Returns the call data that it published.
   */
  String approveThroughTimelock(String patchId) {
    String call = Abi.call("approve(bytes32)", patchId);
    String salt = "0x" + "0".repeat(64);
    chain.send(
        council(),
        timelock,
        "schedule(address,uint256,bytes,bytes32,bytes32,uint256)",
        registry,
        0,
        Abi.bytes(call),
        salt,
        salt,
        TIMELOCK_DELAY.toSeconds());
    chain.sleep(TIMELOCK_DELAY.toSeconds());
    chain.send(
        council(),
        timelock,
        "execute(address,uint256,bytes,bytes32,bytes32)",
        registry,
        0,
        Abi.bytes(call),
        salt,
        salt);
    return call;
  }

  void arm(String patchId) {
    chain.send(proposer(), registry, "arm(bytes32)", patchId);
  }

  /** The registry's state of a patch, as it numbers them. */
  int state(String patchId) {
    return chain.viewNumber(registry, "state(bytes32)", patchId).intValueExact();
  }

  /** The same in words. */
  String stateName(String patchId) {
    return STATES.get(state(patchId));
  }

  String newImplementation(String nonce) {
    return chain.viewAddress(executor, "newImplementationAddress(address,bytes32)", token, nonce);
  }

  /** The implementation that the token's proxy points to now. */
  String implementation() {
    return chain.addressAt(token, IMPLEMENTATION_SLOT);
  }

  String proposer() {
    return chain.account(0);
  }

  private String admin() {
    return chain.account(1);
  }

  private String council() {
    return chain.account(2);
  }

  String holder() {
    return chain.account(3);
  }

  String attacker() {
    return chain.account(4);
  }

  String user() {
    return chain.account(5);
  }

  String registry() {
    return registry;
  }

  String executor() {
    return executor;
  }

  String timelock() {
    return timelock;
  }

  /** The proxy, which is what the patch targets. */
  String token() {
    return token;
  }
}
