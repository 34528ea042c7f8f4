// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation;

/**
 * What the reveal transaction publishes. Secret until then.
 *
 * @param code new runtime code
 * @param bK blind of K, 32 bytes
 * @param bY blind of the evaluation, a field element
 */
public record RevealOpening(byte[] code, byte[] bK, byte[] bY) {
  public RevealOpening {
    code = code.clone();
    bK = bK.clone();
    bY = bY.clone();
  }

  @Override
  public String toString() {
    return "RevealOpening[secret]";
  }
}
