// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain.capture;

import dev.suture.attestation.MalformedInputException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a node listens that a private scenario may be captured from. */
public record NodeAddress(URI uri) {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(0*:)*0*1]");

  /** An http or https address on this machine; any, where the owner says so. */
  public static NodeAddress of(URI uri, boolean allowRemote) {
    String host = Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
    if (host.isEmpty() || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
      throw new MalformedInputException("--rpc", "is not an http or https address");
    }
    if (!allowRemote && !LOOPBACK.matcher(host).matches()) {
      throw new MalformedInputException(
          "--rpc",
          "is not on this machine: the node, and whoever reads its logs, would see which accounts"
              + " and slots the exploit touches. Use a local node (anvil, or your own archive"
              + " node), or --allow-remote if nothing of this scenario is secret");
    }
    return new NodeAddress(uri);
  }
}
