// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns a gRPC status with its details into a sentence and an exit code. */
final class StatusText {
  private static final String PATCH_REJECTED = "PATCH_REJECTED";
  private static final String INCONCLUSIVE = "INCONCLUSIVE";

  private StatusText() {}

  static CliException describe(StatusRuntimeException e) {
    Status status = StatusProto.fromThrowable(e);
    if (status == null) {
      return new CliException(
          exitCode(e.getStatus().getCode().value(), ""), String.valueOf(e.getMessage()));
    }
    return describe(status);
  }

  static CliException describe(Status status) {
    String reason = detail(status, ErrorInfo.class).map(ErrorInfo::getReason).orElse("");
    List<String> parts = new ArrayList<>();
    parts.add(status.getMessage());
    detail(status, BadRequest.class)
        .ifPresent(
            bad ->
                bad.getFieldViolationsList().stream()
                    .filter(field -> !field.getDescription().equals(status.getMessage()))
                    .forEach(field -> parts.add(field.getField() + ": " + field.getDescription())));
    detail(status, ErrorInfo.class)
        .ifPresent(
            info ->
                info.getMetadataMap().entrySet().stream()
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .forEach(entry -> parts.add(entry.getValue())));
    detail(status, RequestInfo.class)
        .ifPresent(info -> parts.add("id in the server's log: " + info.getRequestId()));
    parts.removeIf(String::isBlank);
    return new CliException(
        exitCode(status.getCode(), reason),
        String.join("\n  ", parts.stream().distinct().toList()));
  }

  /** Reasons of a rejection, or other things said for programs. */
  private static ExitCode exitCode(int code, String reason) {
    if (reason.equals(PATCH_REJECTED)) {
      return ExitCode.REJECTED;
    }
    if (reason.contains(INCONCLUSIVE) || reason.contains("CAPACITY")) {
      return ExitCode.INCONCLUSIVE;
    }
    return switch (Optional.ofNullable(Code.forNumber(code)).orElse(Code.UNKNOWN)) {
      case INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          FAILED_PRECONDITION,
          OUT_OF_RANGE,
          PERMISSION_DENIED,
          UNAUTHENTICATED,
          CANCELLED ->
          ExitCode.BAD_INPUT;
      case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED -> ExitCode.INCONCLUSIVE;
      default -> ExitCode.OUR_FAULT;
    };
  }

  private static <M extends Message> Optional<M> detail(Status status, Class<M> type) {
    for (Any any : status.getDetailsList()) {
      if (any.is(type)) {
        try {
          return Optional.of(any.unpack(type));
        } catch (InvalidProtocolBufferException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
