// SPDX-License-Identifier: Apache-2.0
/** Jobs in PostgreSQL: what server and workers share, sealed where it is secret. */
@NullMarked
package dev.suture.store;

import org.jspecify.annotations.NullMarked;
