// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"math/big"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/word"
)

// lowBits is the width of the low part of a half: five limbs of the range table, so that both parts take 11 lookups.
const (
	lowBits  = 65
	highBits = word.HalfBits - lowBits
	// Two high parts stand at 2^(65+65), which is crossBits beyond a half.
	crossBits = 2*lowBits - word.HalfBits
)

// half is 128 bits of a factor: whole = low + 2^65·high, low < 2^65, high < 2^63.
type half struct{ whole, low, high frontend.Variable }

// split makes the halves of a number, lowest first, from its words and the low parts of their halves; it says that all
// are canonical.
func (b *builder) split(g group, words, lows []Word) []half {
	var halves []half
	for i, w := range words {
		for _, h := range [][2]frontend.Variable{{w.Lo, lows[i].Lo}, {w.Hi, lows[i].Hi}} {
			high := b.over(b.api.Sub(h[0], h[1]), lowBits)
			b.below(g, h[1], lowBits)
			b.below(g, high, highBits)
			halves = append(halves, half{h[0], h[1], high})
		}
	}
	return halves
}

// column is what x·y has at 2^(128·c): Σ column(c)·2^(128·c) = x·y over all c, each column below 2^196 for numbers of up to
// four halves, so nothing wraps round the field. A part of x meets one expression in y per column:
//
//	low(x_i)·whole(y_j)                         i + j = c
//	high(x_i)·(2^65·low(y_j) + 4·high(y_j−1))   i + j = c
func (b *builder) column(x, y []half, c int) frontend.Variable {
	var total frontend.Variable = 0
	for i, xi := range x {
		j := c - i
		var facing frontend.Variable = 0
		if 0 <= j && j < len(y) {
			total = b.api.Add(total, b.api.Mul(xi.low, y[j].whole))
			facing = b.shifted(y[j].low, lowBits)
		}
		if 0 < j && j <= len(y) {
			facing = b.api.Add(facing, b.shifted(y[j-1].high, crossBits))
		}
		if 0 <= j && j <= len(y) {
			total = b.api.Add(total, b.api.Mul(xi.high, facing))
		}
	}
	return total
}

// beyond is zero exactly if x·y has nothing at 2^(128·c) and above, that is, in all columns from c on. It is a sum of few
// products of non-negative numbers below 2^65 and 2^131, so none cancels another.
func (b *builder) beyond(x, y []half, c int) frontend.Variable {
	var total frontend.Variable = 0
	for i, xi := range x {
		var facingLow, facingHigh frontend.Variable = 0, 0
		for j, yj := range y {
			if i+j >= c {
				facingLow = b.api.Add(facingLow, yj.whole)
				facingHigh = b.api.Add(facingHigh, yj.low)
			}
			if i+j+1 >= c {
				facingHigh = b.api.Add(facingHigh, yj.high)
			}
		}
		total = b.sum(total, b.api.Mul(xi.low, facingLow), b.api.Mul(xi.high, facingHigh))
	}
	return total
}

// lowsOf gives the low parts of the halves of a word.
func lowsOf(w Word) Word {
	mask := new(big.Int).Sub(powerOfTwo(lowBits), big.NewInt(1))
	return Word{Hi: new(big.Int).And(w.Hi.(*big.Int), mask), Lo: new(big.Int).And(w.Lo.(*big.Int), mask)}
}
