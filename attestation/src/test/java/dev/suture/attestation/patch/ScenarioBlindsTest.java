// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ScenarioBlindsTest {
  private static final Seed SEED = Seed.of(new byte[32]);
  private static final byte[] SALT = Keccak256.hash(new byte[] {1});

  private static RuntimeCode code(int last) {
    return RuntimeCode.of("new code", new byte[] {(byte) last});
  }

  private static byte[] runs(int target) {
    return new byte[] {(byte) target};
  }

  /** Not even a repeated seed gives one blind twice. */
  @Test
  void differsWithEverythingThatIsCommitted() {
    List<ScenarioBlinds> all =
        List.of(
            ScenarioBlinds.derive(SEED, SALT, code(1), 1, runs(1), -1),
            ScenarioBlinds.derive(SEED, SALT, code(1), 2, runs(1), -1),
            ScenarioBlinds.derive(SEED, SALT, code(1), 1, runs(1), 0),
            ScenarioBlinds.derive(SEED, SALT, code(2), 1, runs(1), -1),
            ScenarioBlinds.derive(SEED, SALT, code(1), 1, runs(2), -1),
            ScenarioBlinds.derive(SEED, new byte[32], code(1), 1, runs(1), -1));
    Set<String> distinct = new HashSet<>();
    for (ScenarioBlinds blinds : all) {
      for (byte[] blind : List.of(blinds.scenario(), blinds.harm(), blinds.expected())) {
        distinct.add(Hex.encode(blind));
        assertTrue(new BigInteger(1, blind).compareTo(Blinds.FIELD_ORDER) < 0);
      }
    }
    Blinds code = Blinds.derive(SEED, SALT, code(1));
    distinct.add(Hex.encode(code.commitment()));
    distinct.add(Hex.encode(code.evaluation()));
    distinct.add(Hex.encode(code.parameters()));
    assertEquals(3 * all.size() + 3, distinct.size());
  }

  @Test
  void isTheSameForARetry() {
    ScenarioBlinds first = ScenarioBlinds.derive(SEED, SALT, code(1), 1, runs(1), -1);
    assertArrayEquals(
        first.scenario(), ScenarioBlinds.derive(SEED, SALT, code(1), 1, runs(1), -1).scenario());
    assertEquals("ScenarioBlinds[secret]", first.toString());
  }
}
