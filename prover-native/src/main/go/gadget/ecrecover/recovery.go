// SPDX-License-Identifier: Apache-2.0

package ecrecover

import (
	"math/big"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// Recovery proves that a call gives an address, where Found is 1, or that its key is infinity, where Infinite is 1; where
// neither is, it proves nothing, but still has a key.
type Recovery struct {
	Found, Infinite frontend.Variable

	Hash, R, S Number
	Curve      Curve
	Scalars    Scalars
	Multiples  Multiples
	Sum        Sum
	Key        Key
}

// Number is a word of the call, also in limbs. Inverse and Rest are of R and S, which are not zero and below order.
type Number struct {
	Word    Word
	Limbs   Element
	Inverse frontend.Variable // of the sum of the halves
	Rest    Element           // order − 1 − number
}

func (r *Recovery) define(b *builder) {
	active := b.flags(groupFlags, r.Found, r.Infinite)
	z := r.Hash.define(b)
	x, s := r.R.defineFactor(b), r.S.defineFactor(b)
	curve := r.Curve.define(b, x)
	r.Scalars.define(b, x, s, z)
	multiples, mirrored := r.Multiples.define(b, curve, r.R.Limbs, r.Curve.Y)
	key := r.Sum.define(b, r.Infinite, r.Scalars.find(b, multiples, mirrored))
	address := r.Key.define(b, r.Found, key)
	meta := b.api.Add(b.api.Mul(r.Found, SuccessTag), b.api.Mul(b.api.Sub(active, r.Found), FailureTag))
	v := bus.Pair(0, b.api.Add(firstV, r.Curve.Odd))
	b.facts.Entry(meta, r.Hash.Word.tuple(), v, r.R.Word.tuple(), r.S.Word.tuple(), address)
}

// define gives the number, below 2^256.
func (n *Number) define(b *builder) form {
	b.canonical(groupWords, n.Word)
	f := b.element(groupLimbs, n.Limbs)
	b.spells(groupWords, 1, n.Word.Hi, n.Word.Lo, n.Limbs)
	return f
}

// defineFactor says also that 0 < number < order.
func (n *Number) defineFactor(b *builder) form {
	f := n.define(b)
	b.product(groupNotZero, b.api.Add(n.Word.Hi, n.Word.Lo), n.Inverse, 1) // the sum of canonical halves does not wrap
	b.atMost(groupBelowOrder, f, new(big.Int).Sub(order, big.NewInt(1)), n.Rest)
	return f
}

// assignNumber fills the limbs of a word, and what else R and S have.
func assignNumber(x *big.Int) Number {
	n := Number{Word: wordOf(x), Limbs: elementOf(x)}
	n.Inverse = fieldInverse(new(big.Int).Add(n.Word.Hi.(*big.Int), n.Word.Lo.(*big.Int)))
	n.Rest = Element{0, 0, 0, 0}
	if x.Cmp(order) < 0 {
		n.Rest = restOf(x, new(big.Int).Sub(order, big.NewInt(1)))
	}
	return n
}

// Curve is the point R: y² = x³ + 7, with the parity that v says.
type Curve struct {
	Odd      frontend.Variable
	Y, Rest  Element // Rest: prime − 1 − y
	Equation Equation
}

func (c *Curve) define(b *builder, x form) affine {
	y := b.element(groupLimbs, c.Y)
	b.atMost(groupYReduced, y, belowPrime, c.Rest)
	b.zero(groupOddBit, c.Odd, b.api.Sub(c.Odd, 1))
	b.below(groupParity, b.api.DivUnchecked(b.api.Sub(c.Y[0], c.Odd), 2), limbBits-1)
	c.Equation.define(b, x, product{b.scale(y, -1), y})
	return affine{x, y}
}

func (c *Curve) assign(p point) {
	c.Odd, c.Y, c.Rest = p.y.Bit(0), elementOf(p.y), restOf(p.y, belowPrime)
	c.Equation.assign(p.x, new(big.Int).Neg(new(big.Int).Mul(p.y, p.y)))
}

// Equation is x³ + 7 + last = 0 modulo prime.
type Equation struct{ Square, SquareQuotient, Quotient Element }

func (e *Equation) define(b *builder, x form, last product) {
	square := b.element(groupLimbs, e.Square)
	b.congruent(congruence{prime, []product{{x, x}}, b.scale(square, -1), false}, e.SquareQuotient)
	if !b.skip[groupCurve] {
		b.congruent(congruence{prime, []product{{x, square}, last}, constant(big.NewInt(curveConstant)), true}, e.Quotient)
	}
}

func (e *Equation) assign(x, last *big.Int) {
	total := new(big.Int).Mul(x, x)
	square := new(big.Int).Mod(total, prime)
	e.Square, e.SquareQuotient = elementOf(square), congruence{modulus: prime}.quotient(total.Sub(total, square))
	total.Mul(x, square).Add(total, big.NewInt(curveConstant)).Add(total, last)
	e.Quotient = congruence{modulus: prime, wide: true}.quotient(total)
}
