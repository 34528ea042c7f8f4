// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;

/** The C ABI through JNA. */
final class JnaBoundary implements Boundary {
  private final Functions functions;

  private JnaBoundary(Functions functions) {
    this.functions = functions;
  }

  static Boundary load() {
    return new JnaBoundary(Native.load(NativeLibrary.proverPath().toString(), Functions.class));
  }

  @Override
  public byte[] call(int function, long handle, byte[] request) {
    IntByReference length = new IntByReference();
    Pointer response = functions.suture_call(function, handle, request, request.length, length);
    try {
      return response.getByteArray(0, length.getValue());
    } finally {
      functions.suture_free(response);
    }
  }

  /** The names are those of the C ABI. */
  @SuppressWarnings("MethodName")
  interface Functions extends Library {
    Pointer suture_call(
        int function, long handle, byte[] request, int length, IntByReference responseLength);

    void suture_free(Pointer response);
  }
}
