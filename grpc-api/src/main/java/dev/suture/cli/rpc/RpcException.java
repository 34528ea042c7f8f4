// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli.rpc;

/** A JSON-RPC node that answered with an error, or not at all. Reverts carry their data. */
public final class RpcException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String revertData;

  /** What the node said, and the data of a revert or 0x. */
  public RpcException(String message, String revertData) {
    super(message);
    this.revertData = revertData;
  }

  /** Data of the revert as 0x-hexadecimal; {@code 0x} if there is none. */
  public String revertData() {
    return revertData;
  }
}
