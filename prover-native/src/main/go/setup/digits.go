// SPDX-License-Identifier: Apache-2.0

package setup

import (
	"math/bits"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
)

const limbBits = 64

// windows cuts a scalar s < r into count signed digits: s = Σ digit_j · 2^(width·j). All digits but the last lie in
// [−2^(width−1), 2^(width−1)), the last in [0, 2^(width−1)].
//
// Adding bias = Σ_{j<count−1} 2^(width−1) · 2^(width·j) first makes every digit a plain field of bits, less 2^(width−1): no
// carry runs from one digit to the next. The sum stays below 2^255, because width·(count−1) ≤ 254 and r < 0.76·2^254.
type windows struct {
	width, count int
	bias         [fr.Limbs]uint64
}

// newWindows takes widths from 3 to 16: below 3 the last digit could be larger than the table.
func newWindows(width int) windows {
	w := windows{width: width, count: fr.Bits/width + 1}
	for j := range w.count - 1 {
		at := width*j + width - 1
		w.bias[at/limbBits] |= 1 << (at % limbBits)
	}
	return w
}

// biased is the regular form of s plus the bias.
func (w *windows) biased(s *fr.Element) fr.Element {
	sum, bias := fr.Element(s.Bits()), fr.Element(w.bias)
	var carry uint64
	for i := range sum {
		sum[i], carry = bits.Add64(sum[i], bias[i], carry)
	}
	return sum
}

// digit j of a biased scalar.
func (w *windows) digit(biased *fr.Element, j int) int32 {
	at := w.width * j
	limb, shift := at/limbBits, at%limbBits
	digits := biased[limb] >> shift
	if shift+w.width > limbBits && limb+1 < fr.Limbs {
		digits |= biased[limb+1] << (limbBits - shift)
	}
	digit := int32(digits & (1<<w.width - 1))
	if j == w.count-1 {
		return digit
	}
	return digit - 1<<(w.width-1)
}

// bestWidth minimises additions for that many scalars: one for each digit, and the entries of the tables.
func bestWidth(scalars, widest int) int {
	best, least := 0, 0
	for width := 4; width <= widest; width++ {
		count := fr.Bits/width + 1
		if cost := count * (scalars + 1<<(width-1)); best == 0 || cost < least {
			best, least = width, cost
		}
	}
	return best
}
