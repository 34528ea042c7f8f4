// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/** A proving key in native memory. Close it: it holds hundreds of megabytes. */
public interface ProvingKey extends AutoCloseable {
  /** The key's public side. */
  KeyInfo info();

  @Override
  void close();
}
