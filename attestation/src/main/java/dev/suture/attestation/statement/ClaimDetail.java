// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.statement;

/** What a proof claims, by circuit; S is a hash of it. */
public sealed interface ClaimDetail permits CodeDetail, ExecutionDetail {
  /** Name of the circuit. */
  String circuit();

  /** Name of the circuit's shape. */
  String shape();
}
