// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/** Where the running long function stands; {@code percent} is of that phase's whole operation. */
public record Progress(String phase, int percent) {}
