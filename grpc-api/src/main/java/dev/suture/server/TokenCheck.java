// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Lets in who can read {@code server.json}: every user of this machine reaches the port, and a
 * reveal cannot be undone.
 */
final class TokenCheck implements ServerInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final byte[] expected;

  TokenCheck(String token) {
    expected = ("Bearer " + token).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String given = Optional.ofNullable(headers.get(AUTHORIZATION)).orElse("");
    if (MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.US_ASCII))) {
      return next.startCall(call, headers);
    }
    call.close(
        Status.UNAUTHENTICATED.withDescription(
            "expected \"authorization: Bearer TOKEN\" with the token of server.json"),
        new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
