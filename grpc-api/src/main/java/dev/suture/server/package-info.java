// SPDX-License-Identifier: Apache-2.0
/** The gRPC server: takes requests, keeps jobs, sends transactions. Loads no native code. */
@NullMarked
package dev.suture.server;

import org.jspecify.annotations.NullMarked;
