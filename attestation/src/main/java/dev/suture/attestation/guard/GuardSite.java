// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

/** Where in the old code a guard stands. */
public sealed interface GuardSite {

  /** Before the instruction at {@code pc}; if that is a JUMPDEST, directly after it. */
  record BeforePc(int pc) implements GuardSite {
    /** Refuses a negative pc. */
    public BeforePc {
      if (pc < 0) {
        throw new GuardException("before: expected a program counter of the old code, got " + pc);
      }
    }
  }

  /** At the entry of a function, found in the dispatcher. */
  record EntryOf(int selector) implements GuardSite {
    @Override
    public String toString() {
      return "selector 0x%08x".formatted(selector);
    }
  }
}
