// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/word"
)

// ExpRow proves EXP by recursion on the exponent B, which is 2·H or H + 1:
//
//	Base      B = 0, O = 1;  or B = 1, O = A
//	Odd = 1   B = H + 1, O = W·A          W = A^H, a fact of EXP, and the product, one of MUL
//	Odd = 0   B = 2·H ≠ 0, O = W·W
//
// Why it cannot go round in a circle: H is canonical, so the equations hold over the integers and H < B; facts of EXP are
// right by induction on B, whatever the rows and their order. A fact is shared by all that build on it: 10^18 takes rows
// for 18, 9, 8, 4, 2 and 1. An exponent of n bits, k of them ones, takes n + k − 1 rows, all but one with a product. A row
// that is neither Base nor Step proves nothing.
type ExpRow struct {
	Base, Step, Odd frontend.Variable
	A, B, H, W, O   Word
	Parity          frontend.Variable // of the high half of B, where B = 2·H
	Inverse         frontend.Variable // shows B ≠ 0
}

const (
	expFlags   group = "exp: flags are bits, at most one of base and step"
	expHalf    group = "exp: H is canonical"
	expStep    group = "exp: B is 2·H or H + 1"
	expBase    group = "exp: a base has H = 0 and W = 1"
	expResult  group = "exp: a base has the result 1 or A"
	expNonzero group = "exp: the exponent of a step is not zero"
	expPower   group = "exp: W is a fact"
	expProduct group = "exp: the product is a fact"
)

func (r *ExpRow) define(b *builder) {
	api := b.api
	live := b.flags(expFlags, r.Base, r.Step)
	b.bits(expFlags, r.Odd, r.Parity)
	b.canonical(expHalf, r.H)
	even := api.Sub(1, r.Odd)
	b.product(expStep, even, api.Sub(r.H.Lo, b.shifted(r.Parity, word.HalfBits), 1), api.Sub(r.B.Lo, r.H.Lo, 1))
	b.product(expStep, even, api.Add(r.H.Hi, r.Parity), api.Sub(r.B.Hi, r.H.Hi))
	b.product(expNonzero, r.Inverse, api.Add(r.B.Lo, r.B.Hi), r.Step)

	factor := Word{Hi: b.choose(r.Odd, r.A.Hi, r.W.Hi), Lo: b.choose(r.Odd, r.A.Lo, r.W.Lo)}
	b.zero(expBase, r.Base, api.Add(r.H.Lo, r.H.Hi))
	b.zero(expBase, r.Base, api.Sub(r.W.Lo, 1))
	b.zero(expBase, r.Base, r.W.Hi)
	b.zero(expResult, r.Base, api.Sub(r.O.Lo, factor.Lo))
	b.zero(expResult, r.Base, api.Sub(r.O.Hi, factor.Hi))

	base, w, o := r.A.tuple(), r.W.tuple(), r.O.tuple()
	b.query(expPower, b.facts, r.Step, EXP, base, r.H.tuple(), w)
	b.query(expProduct, b.facts, r.Step, MUL, w, factor.tuple(), o)
	b.facts.Entry(api.Mul(live, EXP), base, r.B.tuple(), o)
}

func (r *ExpRow) assign(f Fact) {
	live, base, odd := f.Op == EXP, f.B.LtUint64(2), f.B[0]&1 == 1
	r.Base, r.Step, r.Odd = flag(live && base), flag(live && !base), flag(odd)
	half := halfOf(f)
	r.A, r.B, r.H, r.W, r.O = wordOf(f.A), wordOf(f.B), wordOf(half.B), wordOf(half.Result()), wordOf(f.Result())
	r.Parity, r.Inverse = flag(!odd && f.B[2]&1 == 1), 0
	if live && !base {
		r.Inverse = inverse(r.B)
	}
}

// halfOf is the fact that an odd exponent less one, or half an even one, needs.
func halfOf(f Fact) Fact {
	half := Fact{Op: EXP, A: f.A}
	if f.B[0]&1 == 1 {
		half.B.SubUint64(&f.B, 1)
	} else {
		half.B.Rsh(&f.B, 1)
	}
	return half
}

func expParts(f Fact) []Fact {
	if f.B.LtUint64(2) {
		return nil
	}
	half := halfOf(f)
	w := half.Result()
	product := Fact{Op: MUL, A: w, B: w}
	if f.B[0]&1 == 1 {
		product.B = f.A
	}
	return []Fact{half, product}
}
