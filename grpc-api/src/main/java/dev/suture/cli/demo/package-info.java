// SPDX-License-Identifier: Apache-2.0
/**
 * The main job, {@code suture demo}: a hole, its exploit, a secret patch and its way to the chain,
 * on a local chain.
 */
@NullMarked
package dev.suture.cli.demo;

import org.jspecify.annotations.NullMarked;
