// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.suture.worker;

import org.jspecify.annotations.NullMarked;
