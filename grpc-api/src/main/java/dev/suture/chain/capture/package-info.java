// SPDX-License-Identifier: Apache-2.0
/**
 * Captures scenarios from a node into the format of a case. What is asked for shows which accounts
 * and slots an exploit touches, so the node must be one of the owner's.
 */
@NullMarked
package dev.suture.chain.capture;

import org.jspecify.annotations.NullMarked;
