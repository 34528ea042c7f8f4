// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.scenario.Conclusion;
import dev.suture.attestation.scenario.JudgedScenario;
import dev.suture.attestation.scenario.ScenarioReport;
import dev.suture.attestation.scenario.ScenarioVerdict;
import dev.suture.prover.Difference;
import dev.suture.prover.RunOutcome;
import dev.suture.prover.ScenarioComparison;
import dev.suture.prover.ScenarioComparison.Kind;
import dev.suture.prover.TransactionOutcome;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Scenario reports as tables: a row for each observable, old code on the left, new on the right.
 */
final class ScenarioText {
  private static final int WORD_BYTES = 32;
  private static final int SHOWN_CHARACTERS = 14;
  private static final int LONGEST_VALUE = 200;
  private static final String ROW = "    %-16s  %-34s  %s";

  private final Consumer<String> lines;

  private ScenarioText(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Gives everything line by line to {@code lines}. */
  static void print(List<ScenarioReport> reports, Conclusion conclusion, Consumer<String> lines) {
    ScenarioText text = new ScenarioText(lines);
    reports.forEach(text::report);
    lines.accept("verdict: " + words(conclusion) + "  (a native run: nothing is proven)");
  }

  /** A constant in the words of people: not met, succeeds on new. */
  static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void report(ScenarioReport report) {
    String name = report.patch().isEmpty() ? "" : " " + printable(report.patch());
    lines.accept(
        "patch%s, %,d bytes: %s"
            .formatted(name, report.newCode().sizeBytes(), words(report.conclusion())));
    Map<Kind, Integer> numbers = new EnumMap<>(Kind.class);
    for (JudgedScenario scenario : report.scenarios()) {
      Kind kind = scenario.runs().kind();
      int number = numbers.merge(kind, 1, Integer::sum) - 1;
      scenario(kind == Kind.EXPLOIT ? words(kind) : words(kind) + " " + number, scenario);
    }
    lines.accept("");
  }

  private void scenario(String name, JudgedScenario scenario) {
    ScenarioComparison runs = scenario.runs();
    String label = runs.label().isEmpty() ? "" : " (" + printable(runs.label()) + ")";
    lines.accept("  " + name + label + ": " + verdict(scenario));
    row("", "old code", "new code");
    if (runs.kind() == Kind.EXPLOIT) {
      row("harm", holds(runs.onOld(), RunOutcome::harm), holds(runs.onNew(), RunOutcome::harm));
    }
    if (scenario.asksSafe() || runs.kind() == Kind.EXPECTED) {
      row(
          scenario.asksSafe() ? "safe" : "expected",
          holds(runs.onOld(), RunOutcome::expected),
          holds(runs.onNew(), RunOutcome::expected));
    }
    transactions(runs.onOld().transactions(), runs.onNew().transactions());
    numbers("logs", runs, RunOutcome::logs);
    numbers("steps", runs, RunOutcome::steps);
    numbers("keccak", runs, RunOutcome::keccakPermutations);
    numbers("frames", runs, RunOutcome::frames);
    if (scenario.verdict() == ScenarioVerdict.DIFFERS) {
      runs.differences().forEach(this::difference);
    }
    inconclusive("old code", runs.onOld());
    inconclusive("new code", runs.onNew());
  }

  private static String verdict(JudgedScenario scenario) {
    String by = scenario.blockedBy().map(how -> " by " + words(how)).orElse("");
    return words(scenario.verdict()) + by;
  }

  private static String holds(RunOutcome run, Predicate<RunOutcome> conditions) {
    if (run.inconclusive().isPresent()) {
      return "unknown";
    }
    return conditions.test(run) ? "yes" : "no";
  }

  private void transactions(List<TransactionOutcome> old, List<TransactionOutcome> patched) {
    for (int i = 0; i < Math.max(old.size(), patched.size()); i++) {
      row("transaction " + i, transaction(old, i), transaction(patched, i));
    }
  }

  private static String transaction(List<TransactionOutcome> all, int i) {
    return i < all.size() ? outcome(all.get(i)) : "not reached";
  }

  private static String outcome(TransactionOutcome tx) {
    String status = tx.success() ? "success" : "failure";
    byte[] data = tx.returnData();
    if (data.length == 0) {
      return status;
    }
    String hex = data.length == WORD_BYTES ? number(data) : Hex.encode(data);
    return hex.length() <= SHOWN_CHARACTERS
        ? status + " " + hex
        : "%s %s… %,d bytes".formatted(status, hex.substring(0, SHOWN_CHARACTERS), data.length);
  }

  private static String number(byte[] word) {
    return "0x" + new BigInteger(1, word).toString(16);
  }

  private void numbers(String name, ScenarioComparison runs, ToIntFunction<RunOutcome> number) {
    Function<RunOutcome, String> text = run -> "%,d".formatted(number.applyAsInt(run));
    row(name, text.apply(runs.onOld()), text.apply(runs.onNew()));
  }

  private void difference(Difference difference) {
    lines.accept("    differs: " + difference.what());
    lines.accept("      old code  " + brief(difference.onOld()));
    lines.accept("      new code  " + brief(difference.onNew()));
  }

  private void inconclusive(String side, RunOutcome run) {
    run.inconclusive()
        .ifPresent(
            why ->
                lines.accept(
                    "    inconclusive on %s (%s): %s".formatted(side, why.cause(), why.detail())));
  }

  private void row(String name, String old, String patched) {
    lines.accept(ROW.formatted(name, old, patched).stripTrailing());
  }

  private static String brief(String text) {
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
  }

  /** Labels come from files: they must not move the cursor. */
  private static String printable(String label) {
    return label.replaceAll("\\p{Cntrl}", "?");
  }
}
