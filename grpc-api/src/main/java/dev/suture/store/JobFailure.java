// SPDX-License-Identifier: Apache-2.0
package dev.suture.store;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An ending that the caller is told. Its message holds no secret; details are for the owner. */
public final class JobFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String DOMAIN = "suture.dev";

  private final Status status;

  /** Ends a job with this status. */
  public JobFailure(Status status) {
    super(status.getMessage());
    this.status = status;
  }

  /** The caller asked for what cannot be done as things stand. */
  public static JobFailure precondition(String reason, String message) {
    return of(Code.FAILED_PRECONDITION, reason, message, Map.of());
  }

  /** The patch has not its properties. The reasons are the owner's alone. */
  public static JobFailure rejected(List<String> reasons) {
    return withReasons("PATCH_REJECTED", "the patch does not have its properties", reasons);
  }

  /** A scenario cannot be proven. The reasons are the owner's alone. */
  public static JobFailure inconclusive(List<String> reasons) {
    return withReasons("SCENARIO_INCONCLUSIVE", "a scenario cannot be proven", reasons);
  }

  private static JobFailure withReasons(String reason, String message, List<String> reasons) {
    Map<String, String> details = new TreeMap<>();
    for (int i = 0; i < reasons.size(); i++) {
      details.put("reason." + i, reasons.get(i));
    }
    return of(Code.FAILED_PRECONDITION, reason, message, details);
  }

  /** A field is malformed. */
  public static JobFailure malformed(String field, String message) {
    BadRequest details =
        BadRequest.newBuilder()
            .addFieldViolations(
                BadRequest.FieldViolation.newBuilder().setField(field).setDescription(message))
            .build();
    return new JobFailure(
        Status.newBuilder()
            .setCode(Code.INVALID_ARGUMENT_VALUE)
            .setMessage(message)
            .addDetails(Any.pack(details))
            .build());
  }

  /** Any code with a reason that programs can tell apart. */
  public static JobFailure of(
      Code code, String reason, String message, Map<String, String> details) {
    ErrorInfo info =
        ErrorInfo.newBuilder().setDomain(DOMAIN).setReason(reason).putAllMetadata(details).build();
    return new JobFailure(
        Status.newBuilder()
            .setCode(code.getNumber())
            .setMessage(message)
            .addDetails(Any.pack(info))
            .build());
  }

  /** Code, message and details. */
  public Status status() {
    return status;
  }
}
