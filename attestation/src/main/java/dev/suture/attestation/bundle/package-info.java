// SPDX-License-Identifier: Apache-2.0
/** The bundle: a statement with all that is needed to check it offline. */
@NullMarked
package dev.suture.attestation.bundle;

import org.jspecify.annotations.NullMarked;
