// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.audit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.suture.attestation.Attestor;
import dev.suture.attestation.GoldenPatch;
import dev.suture.attestation.RevealOpening;
import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.statement.Address;
import dev.suture.attestation.statement.Claim;
import dev.suture.attestation.statement.CodeDetail;
import dev.suture.attestation.statement.Statement;
import dev.suture.prover.Provers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Audits the golden bundle, whose proof is real. */
final class AuditorTest {
  private final Auditor auditor = new Auditor(Provers.jni());

  @Test
  void acceptsTheGoldenBundleOfflineAndWarnsOfDevKeys() {
    AuditReport report = auditor.audit(GoldenPatch.bundle(), Optional.empty());
    assertEquals(List.of(), failures(report));
    assertEquals(Verdict.ACCEPTED, report.verdict());
    assertTrue(
        report.checks().stream()
            .anyMatch(
                c -> c.name().equals("proof 0: key kind") && c.outcome() == Check.Outcome.WARN));
  }

  @Test
  void rejectsAStatementThatClaimsMore() {
    Claim c = GoldenPatch.statement().claims().getFirst();
    CodeDetail d = (CodeDetail) c.detail();
    CodeDetail smaller =
        new CodeDetail(
            d.shape(), d.maxSizeBytes() - 1, d.metadataLength(), d.bodyEnd(), d.secretParameters());
    Claim claim = new Claim(c.selector(), c.vkHash(), c.claim(), smaller);
    assertFails("proof 0: claim A", bundleWith(claim), Optional.empty());
  }

  /** The proof of one patch says nothing for another: z comes from the patchId. */
  @Test
  void rejectsAProofOfAnotherPatch() {
    Statement s = GoldenPatch.statement();
    byte[] otherReveal = s.revealCommitment();
    otherReveal[0] ^= 1;
    Statement other = new Statement(s.terms(), s.codeCommitment(), otherReveal, s.claims());
    assertFails("proof 0: challenge z", GoldenPatch.bundle(other), Optional.empty());
  }

  @Test
  void acceptsTheRevealOfTheProvenCodeOnChain() {
    AuditReport report =
        auditor.audit(GoldenPatch.bundle(), Optional.of(chain(GoldenPatch.bytes("newCode"))));
    assertEquals(List.of(), failures(report));
    assertEquals(Verdict.ACCEPTED, report.verdict());
  }

  @Test
  void rejectsTheRevealOfOtherCode() {
    byte[] other = GoldenPatch.bytes("newCode");
    other[other.length - 1] ^= 1;
    assertFails("revealed: K", GoldenPatch.bundle(), Optional.of(chain(other)));
    assertFails("revealed: y", GoldenPatch.bundle(), Optional.of(chain(other)));
  }

  @Test
  void isInconclusiveWhenTheRegistryDoesNotKnowThePatch() {
    ChainView empty =
        new RecordedChain(GoldenPatch.bytes("newCode")) {
          @Override
          public Optional<OnChainPatch> patch(Address registry, byte[] patchId) {
            return Optional.empty();
          }
        };
    assertEquals(
        Verdict.INCONCLUSIVE, auditor.audit(GoldenPatch.bundle(), Optional.of(empty)).verdict());
  }

  @Test
  void rejectsAnotherChainAndAnotherOldCode() {
    ChainView wrong =
        new RecordedChain(GoldenPatch.bytes("newCode")) {
          @Override
          public long chainId() {
            return 1;
          }

          @Override
          public byte[] codeAt(Address address) {
            return new byte[] {0};
          }
        };
    assertFails("chain id", GoldenPatch.bundle(), Optional.of(wrong));
    assertFails("old code on chain", GoldenPatch.bundle(), Optional.of(wrong));
    assertFails("revealed: deployed code", GoldenPatch.bundle(), Optional.of(wrong));
  }

  @Test
  void namesVerifiersByTheirKey() {
    byte[] vkHash = GoldenPatch.bytes("vkHash");
    assertArrayEquals(Arrays.copyOf(vkHash, 4), Attestor.selector(vkHash));
  }

  private static Bundle bundleWith(Claim claim) {
    Statement s = GoldenPatch.statement();
    return GoldenPatch.bundle(
        new Statement(s.terms(), s.codeCommitment(), s.revealCommitment(), List.of(claim)));
  }

  private void assertFails(String check, Bundle bundle, Optional<ChainView> chain) {
    AuditReport report = auditor.audit(bundle, chain);
    assertEquals(Verdict.REJECTED, report.verdict());
    assertTrue(failures(report).contains(check), failures(report).toString());
  }

  private static List<String> failures(AuditReport report) {
    return report.checks().stream()
        .filter(c -> c.outcome() == Check.Outcome.FAIL)
        .map(Check::name)
        .toList();
  }

  private static ChainView chain(byte[] revealed) {
    return new RecordedChain(revealed);
  }

  /**
   * The chain's answers as the golden vectors have them; the real chain is met in grpc-api's
   * integration tests.
   */
  private static class RecordedChain implements ChainView {
    private final byte[] revealedCode;

    RecordedChain(byte[] revealedCode) {
      this.revealedCode = revealedCode;
    }

    @Override
    public long chainId() {
      return GoldenPatch.terms().chainId();
    }

    @Override
    public byte[] codeAt(Address address) {
      return address.equals(GoldenPatch.terms().oldImplementation())
          ? GoldenPatch.bytes("oldCode")
          : revealedCode;
    }

    @Override
    public Optional<OnChainPatch> patch(Address registry, byte[] patchId) {
      return Optional.of(new OnChainPatch("Revealed", GoldenPatch.bytes("y")));
    }

    @Override
    public Optional<RevealOpening> revealed(Address registry, byte[] patchId) {
      return Optional.of(
          new RevealOpening(revealedCode, GoldenPatch.bytes("bK"), GoldenPatch.bytes("bY")));
    }

    @Override
    public Optional<byte[]> anchoredRoot(Address registry, byte[] patchId) {
      return Optional.empty();
    }
  }
}
