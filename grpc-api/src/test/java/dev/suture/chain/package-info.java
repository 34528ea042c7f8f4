// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.suture.chain;

import org.jspecify.annotations.NullMarked;
