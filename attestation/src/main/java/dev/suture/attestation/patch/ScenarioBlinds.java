// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import java.nio.ByteBuffer;

/**
 * The two blinds of one execution proof, as field elements.
 *
 * <p>They come from the patch's seed with labels of their own, the number of the proof and a hash
 * of the case: no two proofs share one, not even under a repeated seed.
 *
 * @param scenario hides the scenario
 * @param harm hides the conditions of the harm
 */
public record ScenarioBlinds(byte[] scenario, byte[] harm) {
  public ScenarioBlinds {
    scenario = scenario.clone();
    harm = harm.clone();
  }

  /**
   * Derives the blinds of a proof.
   *
   * @param salt as for {@link Blinds}
   * @param proof number of the proof in the statement
   * @param scenario number of the scenario in the case
   */
  public static ScenarioBlinds derive(
      Seed seed, byte[] salt, Patch patch, int proof, int scenario) {
    byte[] numbers = ByteBuffer.allocate(2 * Integer.BYTES).putInt(proof).putInt(scenario).array();
    byte[] runs = Keccak256.hash(numbers, Keccak256.hash(patch.requireCase().json()));
    byte[] code = patch.newCode().hash();
    return new ScenarioBlinds(
        Blinds.element(
            Blinds.expand(seed, salt, "suture/v1/b_scenario", Blinds.WIDE_BYTES, code, runs)),
        Blinds.element(
            Blinds.expand(seed, salt, "suture/v1/b_harm", Blinds.WIDE_BYTES, code, runs)));
  }

  @Override
  public String toString() {
    return "ScenarioBlinds[secret]";
  }
}
