// SPDX-License-Identifier: Apache-2.0
package dev.suture.worker;

import dev.suture.prover.KeyInfo;
import dev.suture.prover.Progress;
import dev.suture.prover.Prover;
import dev.suture.prover.ProvingKey;
import dev.suture.store.JobProgress;
import dev.suture.store.ShapeStore;

/** A worker's keys: shows how far one is, and tells the service of each that it has opened. */
final class WorkerKeys {
  private final Prover prover;
  private final ProvingKeys keys;
  private final ShapeStore shapes;

  WorkerKeys(Prover prover, ProvingKeys keys, ShapeStore shapes) {
    this.prover = prover;
    this.keys = keys;
    this.shapes = shapes;
  }

  /** The public side of a shape's key. */
  KeyInfo info(String shape, JobProgress progress) {
    if (!keys.knows(shape)) {
      return open(shape, progress).info();
    }
    KeyInfo info = keys.info(shape);
    shapes.put(Messages.verifyingKey(info));
    return info;
  }

  /** The key of a shape, loaded or made. */
  ProvingKey open(String shape, JobProgress progress) {
    if (!keys.has(shape)) {
      progress.follow(() -> poll(shape, progress));
    }
    ProvingKey key = keys.get(shape);
    shapes.put(Messages.verifyingKey(key.info()));
    return key;
  }

  private void poll(String shape, JobProgress progress) {
    Progress now = prover.progress();
    progress.polled("key " + shape + ": " + now.phase(), now.percent());
  }
}
