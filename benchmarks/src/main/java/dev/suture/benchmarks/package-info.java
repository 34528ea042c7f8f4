// SPDX-License-Identifier: Apache-2.0
/** Measurements; see the README of this module for how to run them and for the tables. */
@NullMarked
package dev.suture.benchmarks;

import org.jspecify.annotations.NullMarked;
