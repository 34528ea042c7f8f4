// SPDX-License-Identifier: Apache-2.0
/** Re-checks a bundle, offline or against a chain, before and after the reveal. */
@NullMarked
package dev.suture.attestation.audit;

import org.jspecify.annotations.NullMarked;
