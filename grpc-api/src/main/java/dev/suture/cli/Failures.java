// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.guard.GuardException;
import dev.suture.chain.ChainException;
import dev.suture.cli.rpc.RpcException;
import dev.suture.prover.ProverInconclusiveException;
import dev.suture.prover.ProverInputException;
import dev.suture.prover.ProverKeyException;
import dev.suture.prover.ProverRejectedException;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** What a user is told about an exception: one sentence and an exit code, never a stack trace. */
final class Failures {
  private Failures() {}

  static CliException describe(Throwable failure) {
    return switch (failure) {
      case CliException known -> known;
      case GuardException guard -> new CliException(ExitCode.BAD_INPUT, message(guard));
      case MalformedInputException input -> new CliException(ExitCode.BAD_INPUT, message(input));
      case ChainException chain ->
          new CliException(
              chain.isTransient() ? ExitCode.INCONCLUSIVE : ExitCode.BAD_INPUT, message(chain));
      case RpcException rpc -> new CliException(ExitCode.OUR_FAULT, message(rpc));
      case StatusRuntimeException status -> StatusText.describe(status);
      case ProverInputException input -> new CliException(ExitCode.BAD_INPUT, message(input));
      case ProverRejectedException rejected ->
          new CliException(ExitCode.REJECTED, message(rejected));
      case ProverInconclusiveException beyond ->
          new CliException(ExitCode.INCONCLUSIVE, message(beyond));
      case ProverKeyException key -> new CliException(ExitCode.OUR_FAULT, message(key));
      case ExecutionException wrapper when wrapper.getCause() != null ->
          describe(wrapper.getCause());
      default -> new CliException(ExitCode.OUR_FAULT, fault(failure));
    };
  }

  private static String message(Throwable failure) {
    return Optional.ofNullable(failure.getMessage()).orElse(failure.getClass().getSimpleName());
  }

  /**
   * A fault of ours says where it happened, not what was in hand: an exception's text might quote a
   * secret.
   */
  private static String fault(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    String place =
        trace.length == 0 ? "" : " at " + trace[0].getClassName() + ":" + trace[0].getLineNumber();
    return "internal fault: " + failure.getClass().getSimpleName() + place;
  }
}
