// SPDX-License-Identifier: Apache-2.0

package ecrecover

import (
	"math/big"

	"github.com/consensys/gnark/frontend"
)

// Refusal proves that a call gives nothing for one of these reasons:
//
//	WrongV   v is neither 27 nor 28
//	Zero     r or s is zero
//	Large    r or s is at least order
//	NoPoint  x³ + 7 is no square for x = r, since −(x³ + 7) is one: −1 is no square modulo prime, and x³ + 7 is never zero
type Refusal struct {
	WrongV, ZeroR, ZeroS, LargeR, LargeS, NoPoint frontend.Variable

	Hash, V, R, S Word
	VHigh, VLow   frontend.Variable // VHigh·v.hi + VLow·(v.lo − 27)·(v.lo − 28) = 1
	Excess        Word              // of the large one over order
	Borrow        frontend.Variable // out of the low half
	X, Root       Element
	Equation      Equation
}

func (r *Refusal) define(b *builder) {
	api := b.api
	b.equal(groupReason, b.flags(groupReason, r.WrongV, r.ZeroR, r.ZeroS, r.LargeR, r.LargeS, r.NoPoint), 1)
	for _, w := range []Word{r.Hash, r.V, r.R, r.S} {
		b.canonical(groupRefusedWords, w)
	}
	high := api.Mul(r.V.Hi, r.VHigh)
	low := api.Mul(api.Sub(r.V.Lo, firstV), api.Sub(r.V.Lo, firstV+1))
	b.product(groupWrongV, low, r.VLow, api.Sub(r.WrongV, high))
	b.zero(groupZero, r.ZeroR, api.Add(r.R.Hi, r.R.Lo))
	b.zero(groupZero, r.ZeroS, api.Add(r.S.Hi, r.S.Lo))
	r.defineLarge(b)
	r.defineNoPoint(b)
	b.facts.Entry(FailureTag, r.Hash.tuple(), r.V.tuple(), r.R.tuple(), r.S.tuple(), nil)
}

// defineLarge says that order + Excess is the number that is claimed to be large, or order where none is.
func (r *Refusal) defineLarge(b *builder) {
	api, least := b.api, wordOf(order)
	b.zero(groupBorrow, r.Borrow, api.Sub(r.Borrow, 1))
	large := api.Add(r.LargeR, r.LargeS)
	for _, half := range []struct{ r, s, least, excess, carry frontend.Variable }{
		{r.R.Lo, r.S.Lo, least.Lo, r.Excess.Lo, api.Mul(r.Borrow, api.Neg(powerOfTwo(128)))},
		{r.R.Hi, r.S.Hi, least.Hi, r.Excess.Hi, r.Borrow},
	} {
		claimed := api.Add(api.Mul(r.LargeR, half.r), api.Mul(r.LargeS, half.s))
		b.product(groupLarge, large, api.Add(half.least, half.carry, half.excess), claimed)
	}
	b.canonical(groupExcess, r.Excess)
}

func (r *Refusal) defineNoPoint(b *builder) {
	x, root := b.element(groupLimbs, r.X), b.element(groupLimbs, r.Root)
	b.spells(groupX, r.NoPoint, r.R.Hi, r.R.Lo, r.X)
	r.Equation.define(b, x, product{root, root})
}

// noPointX is the least number that is not the x of a point.
var noPointX = firstNoPoint()

func firstNoPoint() *big.Int {
	for x := big.NewInt(0); ; x.Add(x, big.NewInt(1)) {
		if new(big.Int).ModSqrt(curveAt(x), prime) == nil {
			return x
		}
	}
}

func (r *Refusal) assign(c Call, why refusal) {
	is := func(w refusal) frontend.Variable { return flag(why == w) }
	r.WrongV, r.ZeroR, r.ZeroS, r.LargeR, r.LargeS, r.NoPoint = is(wrongV), is(zeroR), is(zeroS), is(largeR), is(largeS), is(noPoint)
	v, x, s := c.V.ToBig(), c.R.ToBig(), c.S.ToBig()
	r.Hash, r.V, r.R, r.S = wordOf(c.Hash.ToBig()), wordOf(v), wordOf(x), wordOf(s)
	r.VHigh, r.VLow, r.Excess, r.Borrow = 0, 0, Word{0, 0}, 0
	switch why {
	case wrongV:
		r.assignV()
	case largeR:
		r.assignExcess(x)
	case largeS:
		r.assignExcess(s)
	}
	if why != noPoint {
		x = noPointX
	}
	r.assignX(x)
}

func (r *Refusal) assignV() {
	hi, lo := r.V.Hi.(*big.Int), r.V.Lo.(*big.Int)
	if hi.Sign() != 0 {
		r.VHigh = fieldInverse(hi)
		return
	}
	product := new(big.Int).Sub(lo, big.NewInt(firstV))
	r.VLow = fieldInverse(product.Mul(product, new(big.Int).Sub(lo, big.NewInt(firstV+1))))
}

func (r *Refusal) assignExcess(x *big.Int) {
	r.Excess = wordOf(new(big.Int).Sub(x, order))
	low := new(big.Int).And(x, ones(128))
	r.Borrow = flag(low.Cmp(wordOf(order).Lo.(*big.Int)) < 0)
}

// assignX fills the root of −(x³ + 7), or 0 if there is none.
func (r *Refusal) assignX(x *big.Int) {
	minus := curveAt(x)
	root := new(big.Int).ModSqrt(minus.Sub(prime, minus), prime)
	if root == nil {
		root = new(big.Int)
	}
	r.X, r.Root = elementOf(x), elementOf(root)
	r.Equation.assign(x, new(big.Int).Mul(root, root))
}
