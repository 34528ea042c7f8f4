// SPDX-License-Identifier: Apache-2.0

// Package setup makes Groth16 keys for development: BN254, R1CS, exactly one commitment, as gnark v0.16.3 reads them.
//
// What it computes is [Groth16] §3.2 in the notation of [DIZK] figure 4, with the Pedersen basis of [LegoSNARK] that gnark's
// std/multicommit needs. For random t, α, β, γ, δ, σ (the toxic waste) and the matrices A, B, C of the constraint system:
//
//	A_i(t), B_i(t), C_i(t)                    columns of wire i, interpolated over the roots of unity and taken at t
//	K_i = (β·A_i + α·B_i + C_i) / γ or δ      γ for public wires, the commitment and what it commits to, δ for the rest
//	Z_j = t^j · (t^n − 1) / δ                 j < n − 1, in bit-reversed order
//	σ·K_i                                     for what is committed to
//
// all times the generator of G1, and B_i(t) times the generator of G2 once more. With the same random bytes it gives the keys
// that gnark's own setup gives; a test compares all of them.
//
// # Cost
//
// The work is fixed-base multiplication, about 5 points of G1 and one of G2 for each constraint. gnark adds in Jacobian
// coordinates with one table of 2^15 multiples and a doubling for each bit, and multiplies the Pedersen basis point by point.
// Here there is a table for each signed window (no doublings), additions are affine, and the inversion that each of them needs
// is shared by 1,024 scalars (Montgomery's trick, as a tree), so that all multiplications are gnark-crypto's vector operations.
// Six multiplications for each of 19 windows; measured 0.65 µs for a scalar in G1 and 1.9 µs in G2, on two cores with AVX-512 IFMA.
//
// # Limits
//
// Whoever can read this process's memory can forge proofs under the key. The waste and every vector that tells it are wiped
// before Dev returns, but Go may have copied values to stacks and registers: the key kind is `dev`, and no ceremony.
//
//	[Groth16]   https://eprint.iacr.org/2016/260
//	[DIZK]      https://eprint.iacr.org/2018/691
//	[LegoSNARK] https://eprint.iacr.org/2019/142
package setup
