// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import com.google.longrunning.Operation;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.suture.store.StoreException;
import dev.suture.store.StoredJob;
import dev.suture.v1.Attestation;
import dev.suture.v1.JobKind;
import dev.suture.v1.PublishResult;
import dev.suture.v1.RevealResult;

/** Jobs as google.longrunning operations. */
final class Operations {
  private Operations() {}

  static Operation of(StoredJob job) {
    Operation.Builder operation =
        Operation.newBuilder()
            .setName(job.name())
            .setMetadata(Any.pack(job.toProto()))
            .setDone(job.ended());
    job.error().ifPresent(operation::setError);
    job.result().ifPresent(bytes -> operation.setResponse(response(job.kind(), bytes)));
    return operation.build();
  }

  private static Any response(JobKind kind, byte[] bytes) {
    return switch (kind) {
      case JOB_KIND_ATTEST -> pack(Attestation.parser(), bytes);
      case JOB_KIND_PUBLISH -> pack(PublishResult.parser(), bytes);
      case JOB_KIND_REVEAL -> pack(RevealResult.parser(), bytes);
      default -> throw Requests.notFound();
    };
  }

  private static Any pack(Parser<? extends Message> parser, byte[] bytes) {
    try {
      return Any.pack(parser.parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw new StoreException("a stored result is damaged", e);
    }
  }
}
