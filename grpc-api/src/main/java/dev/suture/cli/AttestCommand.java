// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.google.longrunning.Operation;
import dev.suture.v1.AttestRequest;
import dev.suture.v1.Attestation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code suture attest}: proves that a patch has its properties and writes the bundle. */
@Command(name = "attest", description = "Prove that a patch has its properties; write the bundle.")
final class AttestCommand implements Callable<ExitCode> {
  @Mixin private PatchOptions patch = new PatchOptions();
  @Mixin private TermsOptions terms = new TermsOptions();
  @Mixin private ServiceOptions service = new ServiceOptions();
  @Mixin private Terminal terminal = new Terminal();

  @Option(
      names = "--out",
      paramLabel = "BUNDLE",
      description = "Where the bundle is written; else named after the patch id. Holds no secret.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--opening",
      paramLabel = "FILE",
      description =
          "Where the opening of the private scenarios is written, for you only. Secret: holds the"
              + " exploit. For audit --opening, after the reveal.")
  private Optional<Path> opening = Optional.empty();

  @Override
  public ExitCode call() {
    out.ifPresent(LocalFile::requireWritable);
    opening.ifPresent(LocalFile::requireWritable);
    AttestRequest request = request();
    try (ProgressLine progress = terminal.progress();
        OpenService open = service.open(progress)) {
      Operation operation = open.service().retrying(api -> api.attest(request));
      Operation done = open.service().await(operation.getName(), progress);
      progress.clear();
      AttestationReport.write(Service.response(done, Attestation.class), out, opening, terminal);
      return ExitCode.OK;
    }
  }

  private AttestRequest request() {
    return AttestRequest.newBuilder()
        .setPatch(patch.read())
        .setRequestId(UUID.randomUUID().toString())
        .setTerms(terms.read(patch, Clock.systemUTC()))
        .build();
  }
}
