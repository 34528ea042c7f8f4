// SPDX-License-Identifier: Apache-2.0
/**
 * The native prover: {@link dev.suture.prover.Prover} is the only door, {@link
 * dev.suture.prover.Provers} opens it.
 */
@NullMarked
package dev.suture.prover;

import org.jspecify.annotations.NullMarked;
