// SPDX-License-Identifier: Apache-2.0

package setup

import "github.com/consensys/gnark-crypto/ecc/bn254/fp"

// gnark-crypto's vector operations multiply eight elements at once where the processor can (AVX-512 IFMA), so points are kept
// in columns: one vector for each coordinate.

func mul(out, a, b fp.Vector) { out.Mul(a, b) }

func sub(out, a, b fp.Vector) { out.Sub(a, b) }

// invertScratch is how many elements invert needs beside a column of n.
func invertScratch(n int) int { return 2*n + limbBits }

// invert replaces every element, none of which may be zero, by its inverse: Montgomery's trick as a tree of halves, so that
// its 3n multiplications are vector operations, too, and one inversion is left.
func invert(a, scratch fp.Vector) {
	if len(a) == 1 {
		a[0].Inverse(&a[0])
		return
	}
	half := len(a) / 2
	low, high := a[:half], a[half:2*half]
	products, rest := scratch[:len(a)-half], scratch[len(a)-half:]
	mul(products[:half], low, high)
	copy(products[half:], a[2*half:]) // the odd one, if there is one
	invert(products, rest)
	inverseLow := rest[:half]
	mul(inverseLow, high, products[:half])
	mul(high, low, products[:half])
	copy(low, inverseLow)
	copy(a[2*half:], products[half:])
}
