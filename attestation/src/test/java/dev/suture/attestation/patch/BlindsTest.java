// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BlindsTest {
  private static final Seed SEED = Seed.of(new byte[32]);
  private static final byte[] SALT = Keccak256.hash(new byte[] {1});
  private static final RuntimeCode CODE = RuntimeCode.of("code", new byte[] {0x60, 0, 0});

  @Test
  void givesFourDistinctValuesBelowTheFieldOrder() {
    Blinds blinds = Blinds.derive(SEED, SALT, CODE);
    Set<String> distinct = new HashSet<>();
    for (byte[] blind :
        List.of(blinds.commitment(), blinds.evaluation(), blinds.parameters(), blinds.reveal())) {
      distinct.add(Hex.encode(blind));
    }
    assertEquals(4, distinct.size());
    for (byte[] e : List.of(blinds.commitment(), blinds.evaluation(), blinds.parameters())) {
      assertTrue(new BigInteger(1, e).compareTo(Blinds.FIELD_ORDER) < 0);
    }
  }

  /** Trap (a): a repeated seed must not give one b_y under two challenges. */
  @Test
  void changesWithTermsAndWithCodeUnderARepeatedSeed() {
    byte[] first = Blinds.derive(SEED, SALT, CODE).evaluation();
    byte[] otherTerms = Blinds.derive(SEED, Keccak256.hash(new byte[] {2}), CODE).evaluation();
    byte[] otherCode =
        Blinds.derive(SEED, SALT, RuntimeCode.of("code", new byte[] {0x60, 1, 0})).evaluation();
    assertFalse(Arrays.equals(first, otherTerms));
    assertFalse(Arrays.equals(first, otherCode));
    assertArrayEquals(first, Blinds.derive(SEED, SALT, CODE).evaluation());
  }

  @Test
  void reducesWideValues() {
    byte[] order = Blinds.FIELD_ORDER.toByteArray();
    assertArrayEquals(new byte[32], Blinds.element(order));
  }

  @Test
  void showsNothing() {
    assertEquals("Blinds[secret]", Blinds.derive(SEED, SALT, CODE).toString());
    assertEquals("Seed[secret]", SEED.toString());
    assertEquals("RuntimeCode[3 bytes]", CODE.toString());
  }
}
