// SPDX-License-Identifier: Apache-2.0

package ecrecover

import (
	"math/big"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// Selected is an odd multiple of a point, taken from a table by its factor: (Digit; x, y, window). Each limb has a power of
// the challenge of its own, so all are those of the table, and as short. Y is negative where Digit is.
type Selected struct {
	Digit frontend.Variable
	X, Y  Element
}

// find says that the row is in a table, in the given window; it gives the point.
func (s *Selected) find(b *builder, g group, table *bus.Table, window int) affine {
	if !b.skip[g] {
		table.Query(1, s.Digit, pointWords(s.X, s.Y, window)...)
	}
	p := affine{formOf(s.X), form{in: signed(upTo(256))}}
	for i, v := range s.Y {
		p.y.limbs = append(p.y.limbs, limb{v, signed(upTo(limbWidth(i)))})
	}
	return p
}

func signed(in interval) interval { return interval{new(big.Int).Neg(in.max), in.max} }

func pointWords(x, y Element, window int) []*bus.Word {
	return []*bus.Word{bus.Pair(x[0], x[1]), bus.Pair(x[2], x[3]), bus.Pair(y[0], y[1]), bus.Pair(y[2], y[3]), bus.Pair(window, 0)}
}

// assign takes digit·2^k·p, given the odd multiples (1, 3, 5 …)·2^k·p.
func (s *Selected) assign(digit int, multiples []point) point {
	p := multiples[max(digit, -digit)/2]
	if digit < 0 {
		p = negative(p)
	}
	s.Digit, s.X, s.Y = digit, elementOf(p.x), elementOf(p.y)
	return p
}

// openMultiples makes a table of ±1, ±3, ±5 … times a point. The products of the limbs are shared by both signs.
func (b *builder) openMultiples(name string, xs, ys []Element) *bus.Table {
	table := b.argument.Static(name)
	for i := range xs {
		digit, words := 2*i+1, pointWords(xs[i], ys[i], 0)
		var minus Element
		for k, v := range ys[i] {
			minus[k] = b.api.Neg(v)
		}
		table.Entry(digit, words...)
		table.EntryAs(func(c *bus.Challenges) frontend.Variable {
			x := b.api.Add(words[0].At(c, 0), words[1].At(c, 1))
			return b.api.Sub(x, words[2].At(c, 2), words[3].At(c, 3), digit)
		}, -digit, pointWords(xs[i], minus, 0)...)
	}
	return table
}

// openBase makes the table of all constant points.
func (b *builder) openBase() {
	b.base = b.argument.Static("ecrecover base")
	for window, multiples := range basePoints() {
		for i, p := range multiples {
			for _, sign := range []int64{1, -1} {
				y := elementOf(new(big.Int).Mul(p.y, big.NewInt(sign)))
				for k, v := range y {
					y[k] = mod(v.(*big.Int), b.api.Compiler().Field()) // as the hint that counts queries sees columns
				}
				b.base.Entry(sign*int64(2*i+1), pointWords(elementOf(p.x), y, window)...)
			}
		}
	}
}

// oddMultiples are n odd multiples of a point, from 1 on.
func oddMultiples(p point, n int) []point {
	multiples, double := []point{p}, sum(p, p)
	for len(multiples) < n {
		multiples = append(multiples, sum(multiples[len(multiples)-1], double))
	}
	return multiples
}

// baseMultiples gives the odd multiples of 2^(7·window)·generator for every window.
func baseMultiples() (windows [baseDigits][]point) {
	p := generator
	for j := range windows {
		windows[j] = oddMultiples(p, 1<<(baseWindow-1))
		for range baseWindow {
			p = sum(p, p)
		}
	}
	return windows
}

// factor is Σ digit_j·2^(window·j), the digits being those of a table.
func (b *builder) factor(digits []Selected, window int) form {
	most := big.NewInt(1<<window - 1)
	digit := signed(exactly(most))
	f := form{in: exactly(new(big.Int))}
	for j := range digits {
		at := window * j
		for at/limbBits >= len(f.limbs) {
			f.limbs = append(f.limbs, b.zeroLimb())
		}
		term := limb{digits[j].Digit, digit}
		f.limbs[at/limbBits] = b.addLimbs(f.limbs[at/limbBits], b.scaleLimb(term, powerOfTwo(at%limbBits)))
		f.in = f.in.plus(digit.times(exactly(powerOfTwo(at))))
	}
	return f
}
