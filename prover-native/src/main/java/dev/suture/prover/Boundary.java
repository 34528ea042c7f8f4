// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/**
 * The C ABI as one call: request frames in, status byte and response frames out. See
 * cabi/export.go.
 */
interface Boundary {
  byte[] call(int function, long handle, byte[] request);
}
