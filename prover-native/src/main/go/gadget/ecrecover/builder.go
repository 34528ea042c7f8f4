// SPDX-License-Identifier: Apache-2.0

package ecrecover

import (
	"math/big"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/word"
)

// builder carries what the rows share while they are compiled.
type builder struct {
	argument            *bus.Argument
	api                 frontend.API
	ranges              *word.Ranges
	products            *word.Products
	rom, digests, facts *bus.Table
	base                *bus.Table // (digit; x, y, window) of digit·2^(7·window)·generator
	interpolation       [][]*big.Int

	skip map[group]bool
}

// group names constraints that are there for one reason. A test that leaves one group out must see a lie accepted.
type group string

// below says 0 ≤ x < 2^bits.
func (b *builder) below(g group, x frontend.Variable, bits int) { b.belowIf(g, 1, x, bits) }

func (b *builder) belowIf(g group, selector, x frontend.Variable, bits int) {
	if !b.skip[g] {
		b.ranges.AssertIf(selector, x, bits)
	}
}

func (b *builder) equal(g group, x, y frontend.Variable) {
	if !b.skip[g] {
		b.api.AssertIsEqual(x, y)
	}
}

// product says x·y = o.
func (b *builder) product(g group, x, y, o frontend.Variable) {
	if !b.skip[g] {
		b.products.Assert(x, y, o)
	}
}

// zero says x·y = 0: where x holds, y is zero.
func (b *builder) zero(g group, x, y frontend.Variable) { b.product(g, x, y, 0) }

// flags says that at most one of them is 1 and the others are 0; it gives their sum.
func (b *builder) flags(g group, flags ...frontend.Variable) frontend.Variable {
	total := b.api.Add(0, 0, flags...)
	for _, f := range append(flags, total) {
		b.zero(g, f, b.api.Sub(f, 1))
	}
	return total
}

func (b *builder) canonical(g group, w Word) {
	b.below(g, w.Hi, word.HalfBits)
	b.below(g, w.Lo, word.HalfBits)
}

// choose is x where the bit is 1, and y where it is 0.
func (b *builder) choose(bit, x, y frontend.Variable) frontend.Variable {
	return b.api.Add(y, b.api.Mul(bit, b.api.Sub(x, y)))
}

// spells says that a word in canonical halves is the number, where the bit selector is 1: with limbs 0 and 1 being
// lo + 2^128·k, the others are (hi − k)/4.
func (b *builder) spells(g group, selector frontend.Variable, hi, lo frontend.Variable, e Element) {
	pair := func(i int) frontend.Variable { return b.api.Add(e[i], b.api.Mul(e[i+1], powerOfTwo(limbBits))) }
	const over = pairBits - word.HalfBits
	k := b.api.DivUnchecked(b.api.Sub(pair(0), lo), powerOfTwo(word.HalfBits))
	b.belowIf(g, selector, k, over)
	b.zero(g, selector, b.api.Sub(b.api.Add(b.api.Mul(pair(2), 1<<over), k), hi))
}

// atMost says that a number is at most the limit: the rest is a number, too.
func (b *builder) atMost(g group, x form, limit *big.Int, rest Element) {
	if b.skip[g] {
		return
	}
	b.vanishes(b.sub(b.add(x, b.element(groupLimbs, rest)), constant(limit)))
}

func restOf(x, limit *big.Int) Element { return elementOf(new(big.Int).Sub(limit, x)) }

// Word is a 256-bit number as two columns.
type Word struct{ Hi, Lo frontend.Variable }

func (w Word) tuple() *bus.Word { return bus.Pair(w.Hi, w.Lo) }

func wordOf(x *big.Int) Word {
	return Word{new(big.Int).Rsh(x, word.HalfBits), new(big.Int).And(x, ones(word.HalfBits))}
}

func flag(is bool) frontend.Variable {
	if is {
		return 1
	}
	return 0
}
