// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/**
 * First byte of a response; the ordinal is the number. A test compares names and order with the
 * library.
 */
enum Status {
  OK,
  INPUT,
  REJECTED,
  KEY,
  BUG,
  INCONCLUSIVE
}
