// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A request: frames of a 4-byte big-endian length and that many bytes; integers are 8 bytes
 * big-endian.
 */
final class FrameWriter {
  private final ByteArrayOutputStream frames = new ByteArrayOutputStream();

  FrameWriter add(byte[] frame) {
    frames.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(frame.length).array());
    frames.writeBytes(frame);
    return this;
  }

  FrameWriter text(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  FrameWriter integer(long value) {
    return add(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  FrameWriter flag(boolean value) {
    return add(new byte[] {(byte) (value ? 1 : 0)});
  }

  /** One frame with all 32-byte words behind each other. */
  FrameWriter words(List<byte[]> words) {
    ByteBuffer joined = ByteBuffer.allocate(Bytes.WORD * words.size());
    words.forEach(word -> joined.put(Bytes.requireWord("declared slot", word)));
    return add(joined.array());
  }

  FrameWriter input(CodeInput input) {
    CodeParameters p = input.parameters();
    int flags = (p.metadata() ? 1 : 0) | (p.guardOnly() ? 2 : 0);
    return text(input.shape())
        .add(input.oldCode())
        .add(input.newCode())
        .integer(p.maxSizeBytes())
        .add(p.forbiddenOpcodes())
        .add(new byte[] {(byte) flags})
        .words(p.declaredSlots());
  }

  FrameWriter blinds(CodeBlinds blinds) {
    return add(blinds.commitment()).add(blinds.evaluation()).add(blinds.parameters());
  }

  FrameWriter execution(ExecutionInput input) {
    return add(input.caseJson())
        .integer(input.scenario())
        .add(input.oldCode())
        .add(input.newCode())
        .add(input.selectors().toBytes())
        .flag(input.isPublic());
  }

  FrameWriter executionBlinds(ExecutionBlinds blinds) {
    return add(blinds.commitment())
        .add(blinds.evaluation())
        .add(blinds.scenario())
        .add(blinds.harm())
        .add(blinds.expected());
  }

  byte[] toBytes() {
    return frames.toByteArray();
  }
}
