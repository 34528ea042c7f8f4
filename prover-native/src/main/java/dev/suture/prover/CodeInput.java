// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/**
 * A patch for a shape. New code is secret.
 *
 * @param shape name of a shape, see {@link Prover#shapes}
 * @param oldCode runtime bytecode before the patch
 * @param newCode runtime bytecode after the patch
 * @param parameters what is to be proven
 */
public record CodeInput(String shape, byte[] oldCode, byte[] newCode, CodeParameters parameters) {
  public CodeInput {
    oldCode = oldCode.clone();
    newCode = newCode.clone();
  }

  /** Shows lengths only. */
  @Override
  public String toString() {
    return "CodeInput[shape=%s, oldCode=%d bytes, newCode=%d bytes]"
        .formatted(shape, oldCode.length, newCode.length);
  }
}
