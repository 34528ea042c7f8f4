// SPDX-License-Identifier: Apache-2.0
package dev.suture.store;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.RequestInfo;
import com.google.rpc.Status;
import java.util.UUID;
import org.slf4j.Logger;

/** A fault of ours: a fixed text and an id for the caller, the rest for the log. */
public final class Fault {
  /** All that a caller is told. */
  public static final String TEXT = "internal fault; the log names it by the id";

  private Fault() {}

  /** Logs the exception under a fresh id and returns what the caller gets. */
  public static Status report(Logger log, Throwable fault) {
    String id = UUID.randomUUID().toString();
    log.error("fault {}", id, fault);
    return Status.newBuilder()
        .setCode(Code.INTERNAL_VALUE)
        .setMessage(TEXT)
        .addDetails(Any.pack(RequestInfo.newBuilder().setRequestId(id).build()))
        .build();
  }
}
