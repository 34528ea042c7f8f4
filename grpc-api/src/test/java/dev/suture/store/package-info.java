// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.suture.store;

import org.jspecify.annotations.NullMarked;
