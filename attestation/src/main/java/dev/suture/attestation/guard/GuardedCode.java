// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

import java.util.List;

/** What the guard writer wrote. Secret until the reveal: {@link #toString()} tells sizes only. */
public final class GuardedCode {
  private final byte[] code;
  private final List<byte[]> declaredSlots;
  private final List<Window> windows;

  /**
   * Old bytes from {@code start} to {@code end} became a jump to {@code target}, an offset of the
   * new code.
   */
  public record Window(int start, int end, int target) {}

  GuardedCode(byte[] code, List<byte[]> declaredSlots, List<Window> windows) {
    this.code = code.clone();
    this.declaredSlots = declaredSlots.stream().map(byte[]::clone).toList();
    this.windows = List.copyOf(windows);
  }

  /** New runtime bytecode. */
  public byte[] code() {
    return code.clone();
  }

  /** 32-byte storage slots that guards read; to be declared in the property list. */
  public List<byte[]> declaredSlots() {
    return declaredSlots.stream().map(byte[]::clone).toList();
  }

  /** The displaced parts of the old code, by their start. */
  public List<Window> windows() {
    return windows;
  }

  @Override
  public String toString() {
    return "GuardedCode[" + code.length + " bytes, " + windows.size() + " windows]";
  }
}
