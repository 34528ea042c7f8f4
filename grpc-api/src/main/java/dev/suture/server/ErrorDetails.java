// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import com.google.rpc.Code;
import dev.suture.attestation.MalformedInputException;
import dev.suture.store.Fault;
import dev.suture.store.JobFailure;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a call throws into a status with details; nothing of the server's inside gets out. */
final class ErrorDetails implements ServerInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorDetails.class);
  private static final String CONNECTION_CLASSES = "08|57|53";

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onHalfClose() {
        try {
          super.onHalfClose();
        } catch (RuntimeException e) {
          StatusRuntimeException known = describe(e);
          call.close(
              known.getStatus(), Optional.ofNullable(known.getTrailers()).orElseGet(Metadata::new));
        }
      }
    };
  }

  static StatusRuntimeException describe(RuntimeException e) {
    return switch (e) {
      case StatusRuntimeException known -> known;
      case JobFailure known -> StatusProto.toStatusRuntimeException(known.status());
      case MalformedInputException known ->
          describe(JobFailure.malformed(known.field(), String.valueOf(known.getMessage())));
      default ->
          storeIsAway(e)
              ? describe(
                  JobFailure.of(
                      Code.UNAVAILABLE,
                      "STORE_AWAY",
                      "the store cannot be reached; retry",
                      Map.of()))
              : StatusProto.toStatusRuntimeException(Fault.report(LOG, e));
    };
  }

  private static boolean storeIsAway(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        String state = Optional.ofNullable(sql.getSQLState()).orElse("08");
        return state.length() >= 2 && state.substring(0, 2).matches(CONNECTION_CLASSES);
      }
    }
    return false;
  }
}
