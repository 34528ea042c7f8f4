// SPDX-License-Identifier: Apache-2.0

// Package evm runs EVM bytecode without gas and records every step: the trace from which the witness of the execution
// circuit is built, and the plain answer to "what would this patch do".
//
// It follows the opcodes of Osaka (DESIGN.md §4, Semantics) with these differences, which are part of the statement that
// is proven:
//   - No run ends for lack of gas. The gas operand of a call is ignored, but for one rule: a frame called with an operand
//     of at most 2,300 (what Solidity's transfer and send give) is a stipend frame, as are its children; SSTORE, CREATE,
//     CREATE2 and a call that sends value halt it exceptionally.
//   - GAS is allowed only directly before a call, whose gas operand it becomes. It then pushes the constant GasAnswer.
//   - The gas price is 0, the coinbase gets nothing, a sender may have code (scenarios impersonate senders).
//
// What is not supported ends the run as Inconclusive, with a cause, before it could give an answer that differs from the
// chain's: contract creation, SELFDESTRUCT, precompiles other than ecrecover and identity, code delegated by EIP-7702,
// block values that the environment lacks, memory or steps beyond the limits, and EXTCODE* on the target (the old and the
// new code would answer differently), but for EXTCODESIZE directly before ISZERO.
package evm
