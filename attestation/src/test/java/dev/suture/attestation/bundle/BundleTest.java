// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.suture.attestation.GoldenPatch;
import dev.suture.attestation.MalformedInputException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class BundleTest {
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
  @Test
  void refusesEverySingleByteMutationOrLosesItsSignature() {
    byte[] bytes = GoldenPatch.bundle().toBytes();
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
