// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the response of RUN_SCENARIOS; scenarios.go says how it is laid out. */
final class ScenarioReader {
  private final FrameReader in;

  ScenarioReader(FrameReader in) {
    this.in = in;
  }

  List<ScenarioComparison> all() {
    return list(this::scenario);
  }

  private ScenarioComparison scenario() {
    return new ScenarioComparison(
        ScenarioComparison.Kind.valueOf(in.text().toUpperCase(Locale.ROOT)),
        in.text(),
        outcome(),
        outcome(),
        divergence(in.text()),
        list(() -> new Difference(in.text(), in.text(), in.text())));
  }

  private RunOutcome outcome() {
    return new RunOutcome(
        inconclusive(in.text(), in.text()),
        in.flag(),
        in.flag(),
        in.smallInteger(),
        in.smallInteger(),
        in.smallInteger(),
        in.smallInteger(),
        list(() -> new TransactionOutcome(in.flag(), in.next())));
  }

  private static Optional<RunOutcome.Inconclusive> inconclusive(String cause, String detail) {
    return cause.isEmpty()
        ? Optional.empty()
        : Optional.of(new RunOutcome.Inconclusive(cause, detail));
  }

  private static Optional<ScenarioComparison.Divergence> divergence(String text) {
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(ScenarioComparison.Divergence.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  private <T> List<T> list(Supplier<T> read) {
    List<T> values = new ArrayList<>();
    for (int left = in.smallInteger(); left > 0; left--) {
      values.add(read.get());
    }
    return values;
  }
}
