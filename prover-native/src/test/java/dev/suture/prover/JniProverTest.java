// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

final class JniProverTest extends ProverContract {
  private final Prover prover = Provers.jni();

  @Override
  Prover prover() {
    return prover;
  }

  @Override
  Boundary boundary() {
    return JniBoundary.load();
  }
}
