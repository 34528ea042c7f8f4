// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

/**
 * Functions of the C ABI; the ordinal is the number. A test compares names and order with the
 * library.
 */
enum Function {
  DESCRIBE,
  ECHO,
  SHAPES,
  ANALYZE_OLD_CODE,
  CHECK,
  OLD_CODE_COMMITMENT,
  NEW_CODE_COMMITMENT,
  SECRET_PARAMETERS_COMMITMENT,
  STATEMENT_COMMITMENT,
  CLAIM,
  EVALUATE,
  COMMIT,
  VERIFY,
  OPEN_KEY,
  KEY_INFO,
  PROVE,
  CLOSE_KEY,
  PROGRESS,
  PLAN_EXECUTION,
  COMMIT_EXECUTION,
  EXECUTION_STATEMENT,
  PROVE_EXECUTION,
  RUN_SCENARIOS,
  EXPECTED_COMMITMENT,
  SCENARIO_COMMITMENT
}
