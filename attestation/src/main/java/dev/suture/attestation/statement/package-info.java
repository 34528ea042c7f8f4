// SPDX-License-Identifier: Apache-2.0
/** The public claim: terms of a patch, commitments, claims, patchId. */
@NullMarked
package dev.suture.attestation.statement;

import org.jspecify.annotations.NullMarked;
