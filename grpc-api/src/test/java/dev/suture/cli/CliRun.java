// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Stream;
import picocli.CommandLine;

/** A run of the command line in this JVM: its exit code and what it printed. */
public record CliRun(int exitCode, String out, String err) {

  /** Runs {@code arguments} followed by {@code more}. */
  public static CliRun of(String[] more, String... arguments) {
    String[] all =
        Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = SutureCli.commandLine(all);
    command.setOut(stream(out)).setErr(stream(err));
    return new CliRun(command.execute(all), out.toString(), err.toString());
  }

  /** As a process's stream: what is not flushed at the end is lost. */
  private static PrintWriter stream(StringWriter text) {
    return new PrintWriter(new BufferedWriter(text), true);
  }

  /** Standard output as one object. */
  public JsonNode json() {
    try {
      return new ObjectMapper().readTree(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
