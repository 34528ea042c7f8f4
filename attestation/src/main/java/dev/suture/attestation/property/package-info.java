// SPDX-License-Identifier: Apache-2.0
/** Properties of a patch, and the plan to prove them. */
@NullMarked
package dev.suture.attestation.property;

import org.jspecify.annotations.NullMarked;
