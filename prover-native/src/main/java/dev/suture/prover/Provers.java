// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/** Opens the prover through one of its two bindings. */
public final class Provers {
  private Provers() {}

  /** The default binding. */
  public static Prover jni() {
    return new BoundaryProver(JniBoundary.load());
  }

  /** The same C ABI through JNA: no C glue, slower on short calls. */
  public static Prover jna() {
    return new BoundaryProver(JnaBoundary.load());
  }
}
