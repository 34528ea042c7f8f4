// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import java.nio.ByteBuffer;

/**
 * The blinds of one execution proof, as field elements.
 *
 * <p>They come from the patch's seed with labels of their own, the number of the proof and a hash
 * of the case: no two proofs share one, not even under a repeated seed.
 *
 * @param scenario hides the scenario
 * @param harm hides the conditions of the harm
 * @param expected hides the conditions that hold on new code, where they are private
 */
public record ScenarioBlinds(byte[] scenario, byte[] harm, byte[] expected) {
  public ScenarioBlinds {
    scenario = scenario.clone();
    harm = harm.clone();
    expected = expected.clone();
  }

  /**
   * Derives the blinds of a proof.
   *
   * @param salt as for {@link Blinds}
   * @param proof number of the proof in the statement
   * @param caseJson the case that is proven: a public one has blinds that no private one has, since
   *     one of them is published
   * @param scenario number of the scenario in that case
   */
  public static ScenarioBlinds derive(
      Seed seed, byte[] salt, RuntimeCode newCode, int proof, byte[] caseJson, int scenario) {
    byte[] numbers = ByteBuffer.allocate(2 * Integer.BYTES).putInt(proof).putInt(scenario).array();
    byte[] runs = Keccak256.hash(numbers, Keccak256.hash(caseJson));
    byte[] code = newCode.hash();
    return new ScenarioBlinds(
        element(seed, salt, "suture/v1/b_scenario", code, runs),
        element(seed, salt, "suture/v1/b_harm", code, runs),
        element(seed, salt, "suture/v1/b_expected", code, runs));
  }

  private static byte[] element(Seed seed, byte[] salt, String label, byte[] code, byte[] runs) {
    return Blinds.element(Blinds.expand(seed, salt, label, Blinds.WIDE_BYTES, code, runs));
  }

  @Override
  public String toString() {
    return "ScenarioBlinds[secret]";
  }
}
