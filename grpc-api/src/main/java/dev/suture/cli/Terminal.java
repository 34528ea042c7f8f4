// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/**
 * Where a command speaks: results on standard output, as text or as one JSON object; progress on
 * standard error.
 */
final class Terminal {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Set by the launcher: whether standard error is a terminal, which Java cannot tell. */
  private static final String TERMINAL = "suture.terminal";

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Spec(Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /** Whether the result is to be one JSON object. */
  boolean json() {
    return json;
  }

  /** A line of text for people. */
  void say(String line) {
    spec.commandLine().getOut().println(line);
  }

  /** An empty object for {@link #print}. */
  ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** The result for programs. */
  void print(ObjectNode result) {
    spec.commandLine().getOut().println(text(result));
  }

  /** A progress line on standard error. */
  ProgressLine progress() {
    return new ProgressLine(spec.commandLine().getErr(), Boolean.getBoolean(TERMINAL));
  }

  static String text(ObjectNode result) {
    try {
      return JSON.writeValueAsString(result);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
