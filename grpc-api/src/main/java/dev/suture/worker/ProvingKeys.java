// SPDX-License-Identifier: Apache-2.0
package dev.suture.worker;

import dev.suture.prover.Prover;
import dev.suture.prover.ProvingKey;
import java.nio.file.Path;
import java.util.Optional;

/** The proving key that was used last; each holds hundreds of megabytes. One thread at a time. */
final class ProvingKeys {
  private final Prover prover;
  private final Path folder;
  private Optional<ProvingKey> open = Optional.empty();

  ProvingKeys(Prover prover, Path folder) {
    this.prover = prover;
    this.folder = folder;
  }

  /** Whether {@link #get} is quick. */
  boolean has(String shape) {
    return open.filter(key -> key.info().shape().equals(shape)).isPresent();
  }

  /** The key of a shape; made at the first use of this folder. */
  ProvingKey get(String shape) {
    if (has(shape)) {
      return open.orElseThrow();
    }
    open.ifPresent(ProvingKey::close);
    open = Optional.empty();
    ProvingKey key = prover.openKey(shape, folder);
    open = Optional.of(key);
    return key;
  }
}
