// SPDX-License-Identifier: Apache-2.0

// Package exec is the circuit that proves what a secret patch does in one scenario (DESIGN.md §4, §5).
//
// What a proof with public inputs (A, z, y) shows: there are a new code, a scenario and conditions such that A opens to (C, S);
// S opens to (C_old, shape, target, scenario commitment, preserved, succeeded, selectors, harm claimed, harm commitment, expected claimed,
// expected commitment, blocked by revert); y = p_new(z) + z^1024·p_old(z); and, for the run of the scenario's transactions on old
// code and that on new code, both from
// the same state before:
//
//	exploit.blocked      (harm claimed) the conditions of harm hold after the run on old code, and not after that on new code
//	behaviour.expected   (expected claimed) the conditions of what is expected hold after the run on new code; beside
//	                     exploit.blocked they say what is safe
//	behaviour.preserved  (preserved) status and output of every transaction, logs, storage and balances are the same after both
//	                     runs, and `succeeded` transactions succeed; for each of up to 7 selectors the new run has a frame of
//	                     the target's code whose call data begin with it, which succeeds and is not rolled back
//	blocked by revert    (only with harm) the call traces, which are the entries and exits of all frames in order, are the same
//	                     up to an event that is a REVERT of the target's code in the new run and no REVERT in the old one
//
// A condition is about the status or a word of the output of a transaction, a slot or a balance, or the answer of a checker, and
// compares it with a constant, or a slot or a balance with what it was before. It is committed to under the names that a case has
// for these, so that whoever knows the conditions and the blind can tell what they are. Conditions hold together; at most
// 8 of each list. A checker is a contract of the scenario that is not the target; it is asked by a static transaction that comes
// from address zero behind all others with the selector of broken() as call data, so its address says all of the question. No
// answer (a failure, less than a word, another word than 0 and 1) is neither yes nor no.
//
// Runs follow the Osaka rules without gas: no run ends for lack of gas, GAS pushes a constant and must be followed by a call, which
// ignores it, and a frame that is called with at most the stipend of 2,300 halts where it writes storage or sends value. Other halts
// are undefined instructions, writes in a static frame, stack underflow, bad jumps, and reading beyond the return data. EXTCODESIZE
// of the target is 1 in both runs and only ISZERO may see it, so that nobody can tell them apart by the size of the code. Whatever
// the circuit has no row for cannot be proven: CREATE, CREATE2 and SELFDESTRUCT that do not halt, BLOCKHASH, BLOBHASH, MSIZE,
// EXTCODEHASH, EXTCODECOPY, precompiles but ecrecover and identity, calls at the depth limit (no shape has so many frames), and stack
// overflow. The interpreter of package evm, checked against go-ethereum, says what a run does; Check says whether it can be
// proven, and in which shape.
//
// The scenario commitment hashes block, other codes, transactions by address, and a listing of the state before: accounts by address with
// code and balance, slots by address and key. What is not listed is empty, and the tables that the runs work on are the listing and
// any number of empty entries; so secret code may touch what it likes without a trace in the commitment. A private scenario lists
// what the runs touch, so that it fits a small shape: opened, it shows what new code touches of what is not empty, and how far it
// reads behind call data. A public one lists the whole state before, and its call data stand where scenario and shape say: so its
// commitment is the same for every new code (ScenarioCommitment), can be opened before the reveal, and its blind is published with
// it and hides nothing. The circuit does not tell one from the other. What a public scenario still shows of new code is the shape,
// which is chosen by how much both runs take: steps, memory, what they touch; a larger one than the smallest may be taken to hide it.
//
// Public: A, z, y. Secret: everything else, the scenario too, until its owner opens it.
//
// Layout. Rows are the steps of both runs in order; row i has the clock i + 1. A row fetches its instruction from a table of
// scanned code, decodes it by a constant table, takes operands from the stack and gives a result; what it cannot do itself is a
// fact in a table (arithmetic, push data, constants of frame and block) or the answer of a chip that takes the row off a
// balance (memory, storage, calls, logs …). A frame is named by the clock of its call. Stack, memory and state are balances of
// (time, cell, value): who accesses a cell takes what was there at an earlier time and puts back what is there now. Writes under
// a frame that fails are taken back at the clock at which it ends, in falling order. Byte strings (call data, return data, log
// data, messages of keccak) lie in one rom; equal strings share their place, so that both runs are compared by positions. Each frame
// puts its entry and its exit in a list of events that rises with time: so events have numbers that cannot be lied about, and
// what both runs share is a balance of (place, event) between them. A call of an account without code is a frame of the empty
// code, and so an event; a call of a precompile is none. That two strings differ is never claimed: equal ones may lie at two places.
//
// Every column feeds the one commitment from which β and γ are drawn; see package bus for the argument and its traps.
// Budget, frozen in constraints.txt: 64 R1CS per row, about 5 per byte of code, 17 per copied byte, 130 to 170 per word of
// memory that is read or written, and the chips of packages arith and keccak.
package exec
