// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import java.util.HexFormat;

/**
 * The first account of every anvil and Hardhat chain; its key is printed at each of their starts.
 */
final class DevelopmentKey {
  /** Id of local development chains. */
  static final long CHAIN_ID = 31_337;

  private DevelopmentKey() {}

  static byte[] bytes() {
    return HexFormat.of()
        .parseHex("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
  }
}
