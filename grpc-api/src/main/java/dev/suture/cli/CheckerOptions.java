// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import dev.suture.attestation.patch.RuntimeCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Checker contracts that judge the exploit of a case. */
final class CheckerOptions {
  @Option(
      names = "--checker",
      paramLabel = "ARTIFACT",
      description =
          "Contract with 'function broken() view returns (bool)', as a compiler's JSON or runtime"
              + " hexadecimal: the exploit is harmful only where it reports true, too. Repeatable."
              + " Secret.")
  private List<Path> artifacts = new ArrayList<>();

  List<RuntimeCode> read() {
    return artifacts.stream().map(file -> CodeFile.read("checker", file)).toList();
  }

  boolean isEmpty() {
    return artifacts.isEmpty();
  }
}
