// SPDX-License-Identifier: Apache-2.0
/** The worker: a process of its own that loads the native prover and can be lost at any moment. */
@NullMarked
package dev.suture.worker;

import org.jspecify.annotations.NullMarked;
