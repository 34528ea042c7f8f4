// SPDX-License-Identifier: Apache-2.0

package ecrecover

import (
	"math/big"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark/frontend"
)

// affine is a point in forms; y may be negative.
type affine struct{ x, y form }

func constantPoint(p point) affine { return affine{constant(p.x), constant(p.y)} }

// Addition is the sum of two points with different x, Doubling that of a point with itself. Slopes and coordinates are
// numbers below 2^256, not reduced: what is stated of them is stated modulo prime.
type Addition struct {
	Slope, X, Y                         Element
	SlopeQuotient, XQuotient, YQuotient Element
	Apart                               frontend.Variable // the inverse of the product of (x_q − x_p) + k·prime, k = −1, 0, 1
}

// Doubling is the sum of a point with itself.
type Doubling struct {
	Slope, X, Y                         Element
	SlopeQuotient, XQuotient, YQuotient Element
}

// chord: slope·(x_q − x_p) = y_q − y_p.
func (b *builder) chord(slope form, p, q affine) congruence {
	return congruence{prime, []product{{slope, b.sub(q.x, p.x)}}, b.sub(p.y, q.y), false}
}

// tangent: slope·2·y = 3·x², where y is never zero.
func (b *builder) tangent(slope form, p affine) congruence {
	return congruence{prime, []product{{slope, b.scale(p.y, 2)}, {b.scale(p.x, -3), p.x}}, constant(new(big.Int)), true}
}

// define says that the row is p + q. Were x_q = x_p modulo prime, the slope would be free; that difference, above −2^256 and
// below 2^256, is one of −prime, 0 and prime then.
func (r *Addition) define(b *builder, p, q affine) affine {
	difference := b.native(b.sub(q.x, p.x))
	square := b.api.Mul(difference, difference)
	product := b.api.Mul(difference, b.api.Sub(square, new(big.Int).Mul(prime, prime)))
	b.product(groupApart, product, r.Apart, 1)
	slope := b.element(groupLimbs, r.Slope)
	b.congruent(b.chord(slope, p, q), r.SlopeQuotient)
	return b.third(slope, p, q, r.X, r.Y, r.XQuotient, r.YQuotient)
}

func (r *Doubling) define(b *builder, p affine) affine {
	slope := b.element(groupLimbs, r.Slope)
	b.congruent(b.tangent(slope, p), r.SlopeQuotient)
	return b.third(slope, p, p, r.X, r.Y, r.XQuotient, r.YQuotient)
}

// third says that (x, y) is p + q for the slope of their line: x = slope² − x_p − x_q, y = slope·(x_p − x) − y_p.
func (b *builder) third(slope form, p, q affine, x, y, xQuotient, yQuotient Element) affine {
	sum := affine{b.element(groupLimbs, x), b.element(groupLimbs, y)}
	square := b.add(p.x, q.x, sum.x)
	b.congruent(congruence{prime, []product{{slope, slope}}, b.scale(square, -1), false}, xQuotient)
	fall := b.scale(b.add(p.y, sum.y), -1)
	b.congruent(congruence{prime, []product{{slope, b.sub(p.x, sum.x)}}, fall, false}, yQuotient)
	return sum
}

func (r *Addition) assign(p, q point) point {
	l := slope(p, q)
	return r.assignAs(p, q, l, third(l, p, q))
}

// assignAs fills the row for any slope and sum, and is right where they are.
func (r *Addition) assignAs(p, q point, slope *big.Int, sum point) point {
	d := new(big.Int).Sub(q.x, p.x)
	r.Apart = inverseOf(d)
	total := new(big.Int).Mul(slope, d)
	total.Add(total, p.y).Sub(total, q.y)
	r.SlopeQuotient = congruence{modulus: prime}.quotient(total)
	r.Slope, r.X, r.Y = elementOf(slope), elementOf(sum.x), elementOf(sum.y)
	r.XQuotient, r.YQuotient = thirdQuotients(slope, p, q, sum)
	return sum
}

func (r *Doubling) assign(p point) point {
	l := slope(p, p)
	sum := third(l, p, p)
	total := new(big.Int).Mul(l, p.y)
	total.Lsh(total, 1)
	square := new(big.Int).Mul(p.x, p.x)
	total.Sub(total, square.Mul(square, big.NewInt(3)))
	r.SlopeQuotient = congruence{modulus: prime, wide: true}.quotient(total)
	r.Slope, r.X, r.Y = elementOf(l), elementOf(sum.x), elementOf(sum.y)
	r.XQuotient, r.YQuotient = thirdQuotients(l, p, p, sum)
	return sum
}

func thirdQuotients(slope *big.Int, p, q, sum point) (x, y Element) {
	total := new(big.Int).Mul(slope, slope)
	total.Sub(total, p.x).Sub(total, q.x).Sub(total, sum.x)
	x = congruence{modulus: prime}.quotient(total)
	total.Sub(p.x, sum.x).Mul(total, slope).Sub(total, p.y).Sub(total, sum.y)
	return x, congruence{modulus: prime}.quotient(total)
}

// inverseOf is 1/(d·(d² − prime²)) in the field, 0 if there is none.
func inverseOf(d *big.Int) *big.Int {
	v := new(big.Int).Mul(d, d)
	v.Sub(v, new(big.Int).Mul(prime, prime)).Mul(v, d)
	return fieldInverse(v)
}

// fieldInverse is 1/v, 0 if there is none.
func fieldInverse(v *big.Int) *big.Int {
	field := ecc.BN254.ScalarField()
	if inverse := new(big.Int).ModInverse(new(big.Int).Mod(v, field), field); inverse != nil {
		return inverse
	}
	return new(big.Int)
}
