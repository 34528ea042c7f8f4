// SPDX-License-Identifier: Apache-2.0

// Package code is the circuit that proves structural properties of a secret patch, for all inputs (DESIGN.md §4).
//
// What a proof with public inputs (A, z, y) shows: there are a new code, blinds and parameters such that A opens to
// (C, S); S opens to the claim (C_old, shape, maxSize, metadataLen, bodyEnd, B); y = p_new(z) + z^1024·p_old(z); and
//
//	code.size       1 ≤ n ≤ maxSize
//	code.prefix     byte 0 is not 0xEF
//	code.noOpcodes  no opcode of the set in B occurs as an instruction of the linear scan (metadata is scanned, too)
//	code.metadata   the last metadataLen bytes are those of old code
//	code.guardOnly  below bodyEnd, new code is old code but for INVALID instructions and stubs, and whatever a stub leads to
//	                is a copy of old code with guards; read with the public side conditions of guard.AnalyzeOld
//
// Public: A, z, y. Secret: everything else. Padding behind the code is not constrained to zero: the reveal compares the
// polynomial of the real code, whose padding is zero, so a commitment with another padding can never be revealed.
//
// Arguments: one commitment to all columns, from it two independent challenges β (log-derivative lookups) and γ (composed
// keys). Budget, frozen in constraints.txt: 10 to 12 R1CS per byte position, 30k per code for Poseidon2 at 24,576
// bytes, 33 per row of appended code.
package code
