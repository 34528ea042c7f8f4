// SPDX-License-Identifier: Apache-2.0
/** JSON-RPC and ABI encoding, as little as the command line needs; it never carries new code. */
@NullMarked
package dev.suture.cli.rpc;

import org.jspecify.annotations.NullMarked;
