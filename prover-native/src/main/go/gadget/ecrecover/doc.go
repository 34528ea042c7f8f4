// SPDX-License-Identifier: Apache-2.0

// Package ecrecover proves facts of the precompile at address 1, (tag; hash, v, r, s, address), for a static table: by SuccessTag
// the call outputs the address in 32 bytes, by FailureTag it outputs nothing. A fact is true whoever asks and however often. The
// words of entries are canonical, and what is queried is equal to an entry; a query must have one of the two tags.
//
// # What a recovery proves
//
//	0 < r, s < order              v = 27 + y mod 2
//	R = (r, y)                    y² = r³ + 7,  y < prime
//	r·u = s,  r·e = −hash         modulo order
//	key = u·R + e·generator       so r·key = s·R − hash·generator, the key of the signature
//
// and either that the address is the end of the digest of the key's bytes, which the keccak chip proves, or that the key is
// infinity. A refusal proves that the call fails before: v is another word, r or s is zero or at least order, or −(r³ + 7) is a
// square. Since prime = 3 modulo 4 and the curve has no point with y = 0, then r³ + 7 is none. A low s is not asked for.
//
// # Sums of points
//
// u = k1 + lambda·k2 modulo order, and lambda·(x, y) = (beta·x, y). k1 and k2 have 33 odd digits of 4 bits, e has 37 of 7 bits,
// all between −2^window and 2^window; a digit names its multiple of R, of lambda·R or of the generator in a table. So 128
// doublings and 103 additions give 2^128·offset + key; one more takes the offset off. What the digits are is free: the
// congruences alone say what they add up to. Formulas for addition hold for points that differ in x. That is stated of each
// addition (in 3 R1CS), or else whoever makes R of the offset would have a free slope. So signatures made of the offset cannot
// be proven, but nothing false can; the offset is a hash, and no one meets it without intent.
//
// # Congruences
//
// Numbers are below 2^256, in limbs of 65 bits, which are whole limbs of the range table but for the highest; they need not be
// reduced. A congruence Σ x·y + linear = 0 modulo m is the equation Σ x·y + linear − q·m = 0 of integers, shown modulo the
// order of the field, and modulo 2^260 or 2^390 by carries over pairs of limbs. Their product exceeds the sides: the bounds
// are computed as the circuit is compiled (interval), with those that keep carries below the order of the field. Products of
// limbs come from seven values of polynomials (Toom and Cook). A congruence takes 62 R1CS: 21 for its result, 21 for q, 12 for
// carries, 7 products, 1.
//
// # Cost
//
// 48,772 R1CS per recovery, 299 per refusal, 4,751 once for the multiples of the generator (constraints.txt); and a permutation
// of the keccak chip per key. gnark's std takes about 177,000 (evmprecompiles.ECRecover), and a second commitment.
//
// References: Ethereum Yellow Paper, appendix E.1; [SEC 1] §4.1.6; [GLV] https://www.iacr.org/archive/crypto2001/21390189.pdf;
// [Haböck] https://eprint.iacr.org/2022/1530.
package ecrecover
