// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

final class JnaProverTest extends ProverContract {
  private final Prover prover = Provers.jna();

  @Override
  Prover prover() {
    return prover;
  }

  @Override
  Boundary boundary() {
    return JnaBoundary.load();
  }
}
