// SPDX-License-Identifier: Apache-2.0
/** Tests of the server with real processes. */
@NullMarked
package dev.suture.server;

import org.jspecify.annotations.NullMarked;
