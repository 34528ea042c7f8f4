// SPDX-License-Identifier: Apache-2.0
/**
 * Scenarios of a case, run natively on old and on new code, before anything is proven. A report is
 * for the owner of the case: it convinces nobody else.
 */
@NullMarked
package dev.suture.attestation.scenario;

import org.jspecify.annotations.NullMarked;
