// SPDX-License-Identifier: Apache-2.0

// Package arith proves facts of the EVM's 256-bit arithmetic, (op; A, B, O), for a static table that steps query: A is the
// top of the stack, B the next, O the result. ADDMOD and MULMOD are facts (op; A, B, N, O) of a second table. A fact is true
// whoever asks and however often, so rows are shared by all steps of all runs.
//
// What a proof shows: whatever is queried with canonical operands (halves below 2^128) and an opcode from fact.go has the
// EVM's result, and that is canonical, too. Nothing is said of entries with other operands: they may be wrong, and no one can
// query them, since stack words are canonical. Where a chip queries facts itself, it does so with canonical operands
// whenever its own are. Opcode 0 marks rows and entries that prove nothing; it must never be queried.
//
// Numbers are two halves of 128 bits. Each chip states its equation over the integers, and why no side of it reaches the order
// of the field (2^253.5). Sums carry a bit per half; products are cut in columns of 128 bits, from parts of 65 and 63 bits
// (halves.go), since these are whole limbs of the shared 13-bit range table; AND is looked up chunk by chunk; all else is
// composed of facts:
//
//	chip      operations                 R1CS per row   takes in addition
//	ALU       ADD SUB LT GT EQ ISZERO NOT      46
//	Mul       MUL DIV MOD                     133
//	Bitwise   AND OR XOR                128 … 206       a table of 4^width pairs; the width follows the number of rows
//	Shift     SHL SHR                          21       Mul (154 in all); a table of 257 powers of two
//	Compare   SLT SGT                          38       ALU (84)
//	Signed    SDIV SMOD SAR                    66       Mul, and Shift for SAR; ALU for each number that is mirrored
//	Byte      BYTE                             28       ALU, Shift, Mul (228)
//	Extend    SIGNEXTEND                       19       ALU, Shift twice, Mul twice, Signed
//	Clz       CLZ                              13       Shift, Mul (167)
//	Mod3      ADDMOD MULMOD                   216
//	Exp       EXP                              54       Mul (187 per square or product)
//
// These are frozen in constraints.txt and include the entries of the table. Composed facts refer to each other without a
// circle: by kind (Extend → Signed → Shift → Mul and ALU), but for EXP, which descends in the exponent (ExpRow).
//
// Flags are bits of which exactly one is set, or at most one where a row may prove nothing. Every column is committed,
// being found by reflection; what else occurs in a lookup is a function of columns.
//
// References: Ethereum Yellow Paper, appendix H.2; EIP-145 (shifts), EIP-7939 (CLZ); [Haböck]
// https://eprint.iacr.org/2022/1530 for the tables.
package arith
