// SPDX-License-Identifier: Apache-2.0
/**
 * The guard writer: patches deployed runtime bytecode without its source.
 *
 * <p>From old code and a short list of guards it writes new code of the shape that {@code
 * code.guardOnly} (DESIGN.md §4) accepts: each guarded stretch becomes a jump to an appended copy
 * of itself with the checks spliced in. No prover, chain or network is needed.
 */
@NullMarked
package dev.suture.attestation.guard;

import org.jspecify.annotations.NullMarked;
