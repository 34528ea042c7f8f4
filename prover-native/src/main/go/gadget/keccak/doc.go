// SPDX-License-Identifier: Apache-2.0

// Package keccak is a chip of N keccak-f[1600] permutations that form Keccak-256 sponges (padding 0x01 … 0x80, as the EVM).
//
// # Shape
//
// Slots 0 … N−1 hold one permutation each; a message of k blocks takes k consecutive slots, and its id is the index of the
// first. For every byte i of the padded message m the static table rom has the fact (byte; nil, (Position(m) + i, 0)); for every
// slot that ends a message the table digests has (DigestTag; (m, length), digest). Offsets and ids are functions of the slot's
// index and of the bits Continue, so they are bounded without a check, and facts of one message do not meet another's.
//
// # Packing
//
// Slot n is digit n/P of pack n mod P. A wire of a pack carries one bit of each of its up to 14 permutations, as digits in
// base 2^18: w = Σ 2^(18·i)·bit_i. Every such wire is looked up in the table of all 2^width packed bits. That lookup, one
// R1CS for 14 bits, is what makes all further packing sound (EXECUTION.md, trap 1): from there on each digit of each wire is
// known to be a bit, and a linear form of wires has, digit by digit, a small known range.
//
// # Slices
//
// A relation is a linear form of wires that takes, in each digit, a value of a table exactly if the relation holds there:
//
//	theta   Σ_j 12^j·(sum_j − D_j)           sum_j the 10 bits whose parity is D_j; table: digits 0, 2, 4, 6, 8, 10
//	chi     Σ_k 3^k·(A + D)_k + 243·2^k·O_k  a row of 5; A + D is never reduced, its parity is that of the digit
//	absorb  Σ_j 7^j·(P + C + 2·(B + I))_j    I = B xor (C and P); table: digits 0, 1, 4, 5
//
// Also bytes, positions and digests are cut from sums of wires. Padding needs no slices; padding.go has its forms.
//
// XOR stays a digit sum, iota is w ↦ Σ 2^(18·i) − w on the bits it flips, rho and pi are choices of wires; none has a cost.
//
// To look up digits one by one, a hint cuts the form in slices v_0 … v_(n−1), and the last is what is left:
// v_(n−1) = (form − Σ_(i<n−1) B^i·v_i)/B^(n−1), where B = 2^18 or, for two permutations in one chi lookup, 2^36. The true
// slices t_i have the same sum, so Σ B^i·(v_i − t_i) = 0 mod r. Tables and forms are such that |v_i − t_i| < B: the widest
// range is theta's, −22,621 … 226,210, and 248,831 < 2^18. The sum is below 2^252·(1 + 2^−17) < r, so it is zero as an integer;
// modulo B, v_0 = t_0, and so on: v_i = t_i for all i. A slice can neither borrow from the next nor be fractional. Digits within
// a slice are unique in the same way: base 12 for −1 … 10, base 3 for 0 … 2, base 7 for 0 … 6.
//
// Packs may be narrower, by one, than pack 0 and the table of packed bits. A digit beyond is zero: in Block and Input, since
// otherwise the last slice of a byte or of absorb would be at least 2^18 − 1 and in no table (or, where the pack before is wider,
// absorb looks the digit up with B = C = 0, which gives I = 0); then in Theta and Output of each round, by the slices of theta
// and chi, since iota does not reach it. (Where two permutations share a chi slice and the width
// is odd, chi alone would admit the digit; zero in, it is zero out.) So the shift of the last pack below stays in 252 bits.
//
// # Chain
//
// The slot before slot n is in pack n−1 mod P at the same digit, or, for pack 0, in the last pack one digit lower: a
// multiplication of the wire by 2^18. So absorbing needs no unpacking; only bytes, positions and digests are unpacked.
//
// # Cost
//
// Per pack 49,856 (1,920 wires per round, 3,776 of input, block and padding). Per permutation 24·(chi + theta) + absorb + 305,
// where chi is 320 or 160 lookups, theta 80 or 64, absorb 400 to 267, for tables of 243 or 59,049, 1,296 or 7,776, and 256 to
// 4,096 rows; plan.go chooses. The 305 are 136 bytes and their facts, the digest (26) and flags. In all, tables included: 135,013
// for 8 slots, 419,769 for 32, 1,015,528 for 96 (16.9k, 13.1k, 10.6k per permutation).
//
// References: [FIPS 202] §3, [Keccak] https://keccak.team/keccak_specs_summary.html, [Haböck] https://eprint.iacr.org/2022/1530.
package keccak
