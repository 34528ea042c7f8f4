// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.suture.prover;

import org.jspecify.annotations.NullMarked;
