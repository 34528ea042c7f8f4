// SPDX-License-Identifier: Apache-2.0
/** Codes, seeds and blinds of a patch. */
@NullMarked
package dev.suture.attestation.patch;

import org.jspecify.annotations.NullMarked;
