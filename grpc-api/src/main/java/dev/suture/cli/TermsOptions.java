// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.google.protobuf.ByteString;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.statement.Address;
import dev.suture.v1.PatchTerms;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * What a patch id fixes besides the code. Without a registry the attestation is not bound to a
 * deployment: it can be audited, but not published.
 */
final class TermsOptions {
  private static final Duration DEFAULT_WINDOW = Duration.ofDays(30);
  private static final int NONCE_BYTES = 32;

  @Option(
      names = "--target",
      paramLabel = "ADDRESS",
      description = "Proxy or beacon to be upgraded.")
  private Optional<String> target = Optional.empty();

  @Option(names = "--chain-id", paramLabel = "N", description = "EIP-155 id; else INPUT's, else 1.")
  private Optional<Long> chainId = Optional.empty();

  @Option(names = "--registry", paramLabel = "ADDRESS", description = "PatchRegistry.")
  private Optional<String> registry = Optional.empty();

  @Option(
      names = "--proposer",
      paramLabel = "ADDRESS",
      description = "Account that will commit the patch.")
  private Optional<String> proposer = Optional.empty();

  @Option(
      names = "--old-implementation",
      paramLabel = "ADDRESS",
      description = "Implementation now.")
  private Optional<String> oldImplementation = Optional.empty();

  @Option(
      names = "--new-implementation",
      paramLabel = "ADDRESS",
      description = "What PatchExecutor.newImplementationAddress says for target and nonce.")
  private Optional<String> newImplementation = Optional.empty();

  @Option(
      names = "--nonce",
      paramLabel = "HEX",
      description = "32 bytes; fixes the new address. Else random.")
  private Optional<String> nonce = Optional.empty();

  @Option(
      names = "--upgrade-data",
      paramLabel = "HEX",
      description = "Call data of the upgrade; normally none. Secret.")
  private Optional<String> upgradeData = Optional.empty();

  @Option(
      names = "--earliest",
      paramLabel = "SECONDS",
      description = "Unix time before which nothing is revealed; else now.")
  private Optional<Long> earliest = Optional.empty();

  @Option(
      names = "--latest",
      paramLabel = "SECONDS",
      description = "Unix time after which nothing is revealed; else 30 days later.")
  private Optional<Long> latest = Optional.empty();

  /** The terms, with what a case folder knows filled in. */
  PatchTerms read(PatchOptions patch, Clock clock) {
    long from = earliest.orElseGet(() -> clock.instant().getEpochSecond());
    return PatchTerms.newBuilder()
        .setChainId(chainId.or(patch::chainId).orElse(1L))
        .setRegistry(address("--registry", registry))
        .setProposer(address("--proposer", proposer))
        .setTarget(address("--target", target.or(patch::target)))
        .setOldImplementation(address("--old-implementation", oldImplementation))
        .setNewImplementation(address("--new-implementation", newImplementation))
        .setUpgradeData(bytes("--upgrade-data", upgradeData.orElse("")))
        .setEarliestReveal(from)
        .setLatestReveal(latest.orElse(from + DEFAULT_WINDOW.toSeconds()))
        .setNonce(nonce.map(TermsOptions::word).orElseGet(TermsOptions::randomNonce))
        .build();
  }

  private static ByteString address(String option, Optional<String> text) {
    return ByteString.copyFrom(
        text.map(hex -> Address.fromHex(option, hex)).orElse(Address.ZERO).bytes());
  }

  private static ByteString bytes(String option, String hex) {
    return ByteString.copyFrom(Hex.decode(option, hex));
  }

  private static ByteString word(String hex) {
    return ByteString.copyFrom(Hex.decode("--nonce", hex, NONCE_BYTES));
  }

  private static ByteString randomNonce() {
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    return ByteString.copyFrom(nonce);
  }
}
