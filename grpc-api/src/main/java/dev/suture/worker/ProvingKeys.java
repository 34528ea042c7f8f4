// SPDX-License-Identifier: Apache-2.0
package dev.suture.worker;

import dev.suture.prover.KeyInfo;
import dev.suture.prover.Prover;
import dev.suture.prover.ProvingKey;
import dev.suture.prover.Shape;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Proving keys, those used last kept open while they and a proof fit into memory together: each
 * holds hundreds of megabytes to gigabytes. One thread at a time.
 */
final class ProvingKeys {
  /** What open keys and the proof under way may take. */
  private static final long MEMORY_BYTES = 12L << 30;

  private final Prover prover;
  private final Path folder;

  /** Open keys by shape, the one used longest ago first. */
  private final Map<String, ProvingKey> open = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<String, KeyInfo> known = new HashMap<>();

  ProvingKeys(Prover prover, Path folder) {
    this.prover = prover;
    this.folder = folder;
  }

  /** Whether {@link #get} is quick. */
  boolean has(String shape) {
    return open.containsKey(shape);
  }

  /** Whether {@link #info} is quick. */
  boolean knows(String shape) {
    return known.containsKey(shape);
  }

  /** The public side of a key; the key is opened once for it. */
  KeyInfo info(String shape) {
    KeyInfo info = known.get(shape);
    return info == null ? get(shape).info() : info;
  }

  /** The key of a shape; made at the first use of this folder. */
  ProvingKey get(String shape) {
    ProvingKey there = open.get(shape);
    if (there != null) {
      return there;
    }
    makeRoom(shape);
    ProvingKey key = prover.openKey(shape, folder);
    open.put(shape, key);
    known.put(shape, key.info());
    return key;
  }

  /** Memory is counted as the peak of a proof, which is more than the key takes. */
  private void makeRoom(String shape) {
    while (!open.isEmpty() && memory(shape) + memoryOfOpen() > MEMORY_BYTES) {
      String oldest = open.keySet().iterator().next();
      Optional.ofNullable(open.remove(oldest)).ifPresent(ProvingKey::close);
    }
  }

  private long memoryOfOpen() {
    return open.keySet().stream().mapToLong(this::memory).sum();
  }

  private long memory(String shape) {
    return prover.shapes().stream()
        .filter(known -> known.name().equals(shape))
        .mapToLong(Shape::expectedMemoryBytes)
        .findFirst()
        .orElse(0);
  }
}
