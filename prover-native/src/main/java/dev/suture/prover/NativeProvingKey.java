// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;

/** Owns one handle; freed on close, or by the cleaner when it is forgotten. */
final class NativeProvingKey implements ProvingKey {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final long CLOSED = 0;

  private final KeyInfo info;
  private final Release release;
  private final Cleaner.Cleanable cleanable;

  NativeProvingKey(BoundaryProver prover, long handle, KeyInfo info) {
    this.info = info;
    this.release = new Release(prover, new AtomicLong(handle));
    this.cleanable = CLEANER.register(this, release);
  }

  /** The handle for one call. */
  long handle() {
    long handle = release.handle.get();
    if (handle == CLOSED) {
      throw new ProverInputException("the proving key is closed");
    }
    return handle;
  }

  @Override
  public KeyInfo info() {
    return info;
  }

  @Override
  public void close() {
    cleanable.clean();
  }

  /** Holds no reference to the key, so that the cleaner can see it become unreachable. */
  private record Release(BoundaryProver prover, AtomicLong handle) implements Runnable {
    @Override
    public void run() {
      long open = handle.getAndSet(CLOSED);
      if (open != CLOSED) {
        prover.closeKey(open);
      }
    }
  }
}
