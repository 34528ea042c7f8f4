// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatusTextTest {

  private static Status status(Code code, String message, Message... details) {
    Status.Builder status = Status.newBuilder().setCode(code.getNumber()).setMessage(message);
    for (Message detail : details) {
      status.addDetails(Any.pack(detail));
    }
    return status.build();
  }

  private static ErrorInfo reason(String reason) {
    return ErrorInfo.newBuilder().setReason(reason).build();
  }

  static Stream<Arguments> endings() {
    return Stream.of(
        arguments(status(Code.INVALID_ARGUMENT, "x"), ExitCode.BAD_INPUT),
        arguments(status(Code.NOT_FOUND, "x"), ExitCode.BAD_INPUT),
        arguments(status(Code.ALREADY_EXISTS, "x"), ExitCode.BAD_INPUT),
        arguments(status(Code.FAILED_PRECONDITION, "x"), ExitCode.BAD_INPUT),
        arguments(
            status(Code.FAILED_PRECONDITION, "x", reason("PATCH_REJECTED")), ExitCode.REJECTED),
        arguments(
            status(Code.FAILED_PRECONDITION, "x", reason("INCONCLUSIVE")), ExitCode.INCONCLUSIVE),
        arguments(
            status(Code.OUT_OF_RANGE, "x", reason("CAPACITY_EXCEEDED")), ExitCode.INCONCLUSIVE),
        arguments(status(Code.INTERNAL, "x"), ExitCode.OUR_FAULT),
        arguments(status(Code.UNAVAILABLE, "x"), ExitCode.INCONCLUSIVE),
        arguments(status(Code.RESOURCE_EXHAUSTED, "x"), ExitCode.INCONCLUSIVE));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void endsWithTheExitCodeOfTheStatus(Status status, ExitCode expected) {
    assertEquals(expected, StatusText.describe(status).exitCode());
    assertEquals(
        expected, Failures.describe(StatusProto.toStatusRuntimeException(status)).exitCode());
  }

  @Test
  void saysWhatTheDetailsSay() {
    BadRequest bad =
        BadRequest.newBuilder()
            .addFieldViolations(
                BadRequest.FieldViolation.newBuilder()
                    .setField("patch.new_code")
                    .setDescription("is empty"))
            .build();
    RequestInfo id = RequestInfo.newBuilder().setRequestId("7").build();
    ErrorInfo reasons =
        ErrorInfo.newBuilder()
            .setReason("PATCH_REJECTED")
            .putMetadata("reason.1", "second")
            .putMetadata("reason.0", "first")
            .build();
    assertEquals(
        "malformed\n  patch.new_code: is empty\n  first\n  second\n  id in the server's log: 7",
        StatusText.describe(status(Code.INVALID_ARGUMENT, "malformed", bad, id, reasons))
            .getMessage());
  }
}
