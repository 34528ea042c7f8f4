// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/** The C ABI through jni.c. */
final class JniBoundary {
  private JniBoundary() {}

  static Boundary load() {
    NativeLibrary.loadJni();
    return JniBoundary::call;
  }

  private static native byte[] call(int function, long handle, byte[] request);
}
