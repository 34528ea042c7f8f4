// SPDX-License-Identifier: Apache-2.0
/**
 * The command line {@code suture}: a client of the gRPC API, and offline guard writing and audit.
 */
@NullMarked
package dev.suture.cli;

import org.jspecify.annotations.NullMarked;
