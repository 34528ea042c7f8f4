// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A response behind its status byte. The library is trusted to frame rightly; a fault in it is a
 * bug.
 */
final class FrameReader {
  private final ByteBuffer frames;

  FrameReader(ByteBuffer frames) {
    this.frames = frames;
  }

  byte[] next() {
    byte[] frame = new byte[frames.getInt()];
    frames.get(frame);
    return frame;
  }

  String text() {
    return new String(next(), StandardCharsets.UTF_8);
  }

  long integer() {
    return ByteBuffer.wrap(next()).getLong();
  }

  int smallInteger() {
    return Math.toIntExact(integer());
  }

  boolean flag() {
    return next()[0] != 0;
  }

  FunctionSelectors selectors() {
    return FunctionSelectors.fromBytes(next());
  }

  boolean hasNext() {
    return frames.hasRemaining();
  }

  List<String> remainingTexts() {
    List<String> texts = new ArrayList<>();
    while (hasNext()) {
      texts.add(text());
    }
    return texts;
  }
}
