// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.suture.attestation.GoldenPatch;
import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.Keccak256;
import dev.suture.attestation.statement.Claim;
import dev.suture.attestation.statement.CodeDetail;
import dev.suture.attestation.statement.ExecutionDetail;
import dev.suture.attestation.statement.PublishedScenario;
import dev.suture.attestation.statement.SafeConditions;
import dev.suture.attestation.statement.Statement;
import dev.suture.prover.ExecutionClaim;
import dev.suture.prover.FunctionSelectors;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BundleTest {
  private static final byte[] PUBLIC_CASE =
      """
      {"name":"public scenario","hardfork":"osaka","target":"0x01","env":{"number":1},"pre":{},\
      "exploit":[],"benign":[[{"data":"0x00"}]],"benignLabels":["a transfer"],"exploitSucceeded":[]}
      """
          .getBytes(StandardCharsets.UTF_8);

  /** With what is safe, expected and public; its proofs are those of other claims. */
  private static Bundle withScenarios() {
    Bundle golden = GoldenPatch.bundle();
    Statement s = golden.statement();
    List<Claim> claims = new ArrayList<>(s.claims());
    List<ProofEntry> proofs = new ArrayList<>(golden.proofs());
    Optional<SafeConditions> safe =
        Optional.of(
            SafeConditions.parse("[{\"tx\":0,\"returnData\":1,\"op\":\"<\",\"value\":\"0x5\"}]"));
    Optional<PublishedScenario> open =
        Optional.of(new PublishedScenario(PUBLIC_CASE, GoldenPatch.bytes("bC")));
    for (ExecutionDetail detail :
        List.of(
            new ExecutionDetail(claim(false, true), safe, Optional.empty()),
            new ExecutionDetail(claim(true, false), Optional.empty(), open))) {
      Claim first = claims.getFirst();
      claims.add(new Claim(first.selector(), first.vkHash(), first.claim(), detail));
      proofs.add(proofs.getFirst());
    }
    return Bundle.assemble(
        new Statement(s.terms(), s.codeCommitment(), s.revealCommitment(), claims),
        proofs,
        golden.opening(),
        golden.oldCode(),
        List.of("sampled"),
        BundleSigner.fromSeed(new byte[32]));
  }

  private static ExecutionClaim claim(boolean preserved, boolean blocked) {
    byte[] word = new byte[32];
    return new ExecutionClaim(
        "exec-1k",
        new byte[20],
        word,
        preserved,
        preserved ? 2 : 0,
        preserved ? FunctionSelectors.of(List.of("0xa9059cbb")) : FunctionSelectors.NONE,
        blocked,
        word,
        blocked,
        word,
        blocked);
  }

  @Test
  void roundTripsWithScenarios() {
    byte[] bytes = withScenarios().toBytes();
    Bundle read = Bundle.fromBytes(bytes);
    assertArrayEquals(bytes, read.toBytes());
    List<Claim> claims = read.statement().claims();
    ExecutionDetail blocked = (ExecutionDetail) claims.get(claims.size() - 2).detail();
    assertEquals(
        List.of("word 1 of what transaction 0 returns is below 0x5"),
        blocked.safe().orElseThrow().words());
    assertTrue(blocked.claim().blockedByRevert());
    ExecutionDetail preserved = (ExecutionDetail) claims.getLast().detail();
    assertArrayEquals(PUBLIC_CASE, preserved.published().orElseThrow().caseJson());
    assertEquals("0xa9059cbb", preserved.claim().selectors().toString());
  }

  @Test
  void roundTrips() {
    byte[] bytes = GoldenPatch.bundle().toBytes();
    Bundle read = Bundle.fromBytes(bytes);
    assertArrayEquals(bytes, read.toBytes());
    assertTrue(read.isSigned());
    assertArrayEquals(GoldenPatch.bytes("patchId"), read.statement().patchId());
  }

  @Test
  void isTheSameForTheSameContent() {
    assertArrayEquals(GoldenPatch.bundle().toBytes(), GoldenPatch.bundle().toBytes());
  }

  /** Whatever byte is changed, reading refuses it, or the signature no longer holds. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void refusesEverySingleByteMutationOrLosesItsSignature(boolean scenarios) {
    byte[] bytes = (scenarios ? withScenarios() : GoldenPatch.bundle()).toBytes();
    int refused = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte[] mutant = bytes.clone();
      mutant[i] ^= 0x01;
      try {
        assertFalse(Bundle.fromBytes(mutant).isSigned(), "byte " + i + " is not bound");
      } catch (MalformedInputException e) {
        refused++;
      }
    }
    assertTrue(refused > bytes.length * 9 / 10, "refused only " + refused);
  }

  /**
   * Trap (d): who guesses the code right and hashes it finds the guess confirmed nowhere. The new
   * address is that of CREATE3, which {@code PatchExecutor.t.sol} shows to be free of the code.
   */
  @Test
  void confirmsNoGuessOfTheCode() throws GeneralSecurityException {
    byte[] guess = GoldenPatch.bytes("newCode");
    StringBuilder shown = new StringBuilder();
    Archive.read(GoldenPatch.bundle().toBytes())
        .forEach((name, bytes) -> shown.append(name).append(' ').append(readings(bytes)));
    String all = shown.toString();
    assertTrue(all.contains(hex(GoldenPatch.bytes("oldCodeHash"))), "the search finds hashes");
    assertArrayEquals(GoldenPatch.bytes("newCodeHash"), Keccak256.hash(guess));
    for (byte[] hash :
        List.of(Keccak256.hash(guess), MessageDigest.getInstance("SHA-256").digest(guess))) {
      assertFalse(all.contains(hex(hash)), "an unblinded hash is published");
    }
    for (String secret : List.of("newCode", "bC", "bK", "bY")) {
      assertFalse(all.contains(hex(GoldenPatch.bytes(secret))), secret);
    }
  }

  /** A file's bytes in hexadecimal, its text, and the payload of an envelope. */
  private static String readings(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String payload =
        text.contains("payloadType")
            ? new String(Envelope.fromJson(bytes).payload(), StandardCharsets.ISO_8859_1)
            : "";
    return String.join(" ", hex(bytes), text, payload);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void refusesEveryTruncation() {
    byte[] bytes = GoldenPatch.bundle().toBytes();
    for (int length = 0; length < bytes.length; length += 7) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(MalformedInputException.class, () -> Bundle.fromBytes(cut));
    }
  }

  @Test
  void refusesAnAdditionalFile() {
    var files = Archive.read(GoldenPatch.bundle().toBytes());
    files.put("zz-extra", new byte[] {1});
    byte[] bytes = Archive.write(files);
    MalformedInputException e =
        assertThrows(MalformedInputException.class, () -> Bundle.fromBytes(bytes));
    assertEquals("bundle: its files do not agree with each other", e.getMessage());
  }

  /** Both are printed by an audit, to terminals that obey escape sequences. */
  @Test
  void refusesLabelsAndShapesThatAreNoWords() {
    Bundle golden = GoldenPatch.bundle();
    byte[] labelled =
        Bundle.assemble(
                golden.statement(),
                golden.proofs(),
                golden.opening(),
                golden.oldCode(),
                List.of("contained\u001b[2J"),
                BundleSigner.fromSeed(new byte[32]))
            .toBytes();
    assertEquals("labels", refusal(labelled).field());
    Statement s = golden.statement();
    Claim c = s.claims().getFirst();
    CodeDetail d = (CodeDetail) c.detail();
    CodeDetail named =
        new CodeDetail(
            "code-8k\nPASS",
            d.maxSizeBytes(),
            d.metadataLength(),
            d.bodyEnd(),
            d.secretParameters());
    Statement shaped =
        new Statement(
            s.terms(),
            s.codeCommitment(),
            s.revealCommitment(),
            List.of(new Claim(c.selector(), c.vkHash(), c.claim(), named)));
    assertEquals("shape", refusal(GoldenPatch.bundle(shaped).toBytes()).field());
  }

  private static MalformedInputException refusal(byte[] bundle) {
    return assertThrows(MalformedInputException.class, () -> Bundle.fromBytes(bundle));
  }

  @Test
  void hashesTreesAsRfc6962Does() {
    byte[] a = {1};
    byte[] b = {2};
    byte[] c = {3};
    byte[] leafA = MerkleTree.sha256(new byte[] {0}, a);
    byte[] leafB = MerkleTree.sha256(new byte[] {0}, b);
    byte[] leafC = MerkleTree.sha256(new byte[] {0}, c);
    byte[] node = MerkleTree.sha256(new byte[] {1}, leafA, leafB);
    assertArrayEquals(
        MerkleTree.sha256(new byte[] {1}, node, leafC),
        MerkleTree.root(java.util.List.of(a, b, c)));
  }
}
