// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.guard;

/** A guard and the place it stands at. */
public record PlacedGuard(GuardSite site, Guard guard) {}
