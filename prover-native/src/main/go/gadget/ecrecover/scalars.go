// SPDX-License-Identifier: Apache-2.0

package ecrecover

import (
	"math/big"

	"suture.dev/prover-native/gadget/bus"
)

// Scalars are the factors u of R and e of the generator, in digits that name rows of tables:
//
//	r·u = s and r·e + hash = 0 modulo order
//	u = k1 + lambda·k2 modulo order
type Scalars struct {
	U                                   Element
	UQuotient, EQuotient, SplitQuotient Element
	K1, K2                              [keyDigits]Selected
	E                                   [baseDigits]Selected
}

func (s *Scalars) define(b *builder, r, signature, hash form) {
	u := b.element(groupLimbs, s.U)
	k1, k2 := b.factor(s.K1[:], keyWindow), b.factor(s.K2[:], keyWindow)
	for _, c := range []struct {
		group    group
		products []product
		linear   form
		wide     bool
		quotient Element
	}{
		{groupU, []product{{r, u}}, b.scale(signature, -1), false, s.UQuotient},
		{groupE, []product{{r, b.factor(s.E[:], baseWindow)}}, hash, true, s.EQuotient},
		{groupSplit, []product{{constant(lambda), k2}}, b.sub(k1, u), false, s.SplitQuotient},
	} {
		if !b.skip[c.group] {
			b.congruent(congruence{order, c.products, c.linear, c.wide}, c.quotient)
		}
	}
}

// terms are the points that are summed up.
type terms struct {
	key  [2][keyDigits]affine // multiples of R, and of lambda·R
	base [baseDigits]affine
}

func (s *Scalars) find(b *builder, multiples, mirrored *bus.Table) (t terms) {
	for j := range keyDigits {
		t.key[0][j] = s.K1[j].find(b, groupSelect, multiples, 0)
		t.key[1][j] = s.K2[j].find(b, groupSelect, mirrored, 0)
	}
	for j := range baseDigits {
		t.base[j] = s.E[j].find(b, groupBase, b.base, j)
	}
	return t
}

// factors are those of a call.
type factors struct {
	u, k1, k2, e *big.Int
}

func factorsOf(r, s, hash *big.Int) factors {
	inverse := new(big.Int).ModInverse(r, order)
	u := mod(new(big.Int).Mul(s, inverse), order)
	e := mod(new(big.Int).Neg(new(big.Int).Mul(hash, inverse)), order)
	k1, k2 := split(u)
	return factors{u, k1, k2, oddFactor(e)}
}

// selection is the points that were selected, as numbers.
type selection struct {
	key  [2][keyDigits]point
	base [baseDigits]point
}

func (s *Scalars) assign(r, signature, hash *big.Int, f factors, multiples, mirrored []point) (t selection) {
	s.U = elementOf(f.u)
	total := new(big.Int).Mul(r, f.u)
	s.UQuotient = congruence{modulus: order}.quotient(total.Sub(total, signature))
	total.Mul(r, f.e)
	s.EQuotient = congruence{modulus: order, wide: true}.quotient(total.Add(total, hash))
	total.Mul(lambda, f.k2)
	total.Add(total, f.k1).Sub(total, f.u)
	s.SplitQuotient = congruence{modulus: order}.quotient(total)
	for j, d := range oddDigits(f.k1, keyWindow, keyDigits) {
		t.key[0][j] = s.K1[j].assign(d, multiples)
	}
	for j, d := range oddDigits(f.k2, keyWindow, keyDigits) {
		t.key[1][j] = s.K2[j].assign(d, mirrored)
	}
	for j, d := range oddDigits(f.e, baseWindow, baseDigits) {
		t.base[j] = s.E[j].assign(d, basePoints()[j])
	}
	return t
}
