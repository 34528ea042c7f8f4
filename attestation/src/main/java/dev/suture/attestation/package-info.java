// SPDX-License-Identifier: Apache-2.0
/** The domain of Suture: from a secret patch to a bundle that anyone can check. */
@NullMarked
package dev.suture.attestation;

import org.jspecify.annotations.NullMarked;
