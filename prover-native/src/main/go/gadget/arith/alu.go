// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"math/big"

	"github.com/consensys/gnark/frontend"
	"github.com/holiman/uint256"

	"suture.dev/prover-native/gadget/word"
)

// ALURow proves ADD, SUB, LT, GT, EQ, ISZERO or NOT; the flag of NOT is what the others leave of 1.
//
// One equation serves all, with carries C of 0 or −1 for ADD, and of 0 or 1 for the others:
//
//	V = A + B + 2^256·C           ADD
//	V = A − B + 2^256·C           SUB, LT, EQ; ISZERO and NOT, with B = 0
//	V = A − B − 1 + 2^256·C       GT, so that C is A ≤ B
//
// half by half. A, B and V are canonical, so a half is a sum of three numbers below 2^128 and its carry is unique.
type ALURow struct {
	Add, Sub, Lt, Gt, Eq, IsZero frontend.Variable
	A, B, V                      Word
	Same, Inverse                frontend.Variable // V = 0, for EQ and ISZERO; an inverse that shows V ≠ 0
}

const (
	aluFlags  group = "alu: flags are one-hot"
	aluRange  group = "alu: V is canonical"
	aluCarry  group = "alu: carries are bits of the operation's sign"
	aluUnary  group = "alu: B is zero for ISZERO and NOT"
	aluSame   group = "alu: what is not zero has an inverse"
	aluDiffer group = "alu: what is the same is zero"
)

func (r *ALURow) define(b *builder) {
	api := b.api
	not := api.Sub(1, b.sum(r.Add, r.Sub, r.Lt, r.Gt, r.Eq, r.IsZero))
	b.bits(aluFlags, r.Add, r.Sub, r.Lt, r.Gt, r.Eq, r.IsZero, not)
	b.canonical(aluRange, r.V)
	b.zero(aluUnary, api.Add(r.IsZero, not), api.Add(r.B.Lo, r.B.Hi))
	carry := r.defineCarry(b)

	equal := api.Add(r.Eq, r.IsZero)
	difference := api.Add(r.V.Lo, r.V.Hi) // below 2^129: zero only if both are
	b.product(aluSame, difference, r.Inverse, api.Sub(equal, r.Same))
	b.zero(aluDiffer, difference, r.Same)

	result := b.sum(r.Same, r.Gt, api.Mul(api.Sub(r.Lt, r.Gt), carry))
	sign := api.Sub(api.Add(r.Add, r.Sub), not) // V itself, its complement, or nothing
	ones := api.Mul(not, allOnes)
	o := Word{
		Hi: b.sum(api.Mul(sign, r.V.Hi), ones),
		Lo: b.sum(api.Mul(sign, r.V.Lo), ones, result),
	}
	op := b.operation(flagged{r.Add, ADD}, flagged{r.Sub, SUB}, flagged{r.Lt, LT}, flagged{r.Gt, GT}, flagged{r.Eq, EQ},
		flagged{r.IsZero, ISZERO}, flagged{not, NOT})
	b.facts.Entry(op, r.A.tuple(), r.B.tuple(), o.tuple())
}

// defineCarry gives C.
func (r *ALURow) defineCarry(b *builder) frontend.Variable {
	api := b.api
	sign := api.Sub(1, api.Mul(2, r.Add))
	half := func(v, a, o, extra frontend.Variable) frontend.Variable {
		signed := api.Sub(api.Mul(2, api.Mul(r.Add, o)), o)
		carry := b.over(api.Sub(v, b.sum(a, signed, extra)), word.HalfBits)
		b.zero(aluCarry, carry, api.Sub(carry, sign))
		return carry
	}
	low := half(r.V.Lo, r.A.Lo, r.B.Lo, api.Neg(r.Gt))
	return half(r.V.Hi, r.A.Hi, r.B.Hi, api.Neg(low))
}

// allOnes is a half of 2^256 − 1.
var allOnes = new(big.Int).Sub(powerOfTwo(word.HalfBits), big.NewInt(1))

func (r *ALURow) assign(f Fact) {
	is := func(op byte) frontend.Variable { return flag(f.Op == op) }
	r.Add, r.Sub, r.Lt, r.Gt, r.Eq, r.IsZero = is(ADD), is(SUB), is(LT), is(GT), is(EQ), is(ISZERO)
	var v uint256.Int
	switch f.Op {
	case ADD:
		v.Add(&f.A, &f.B)
	case GT:
		v.Sub(&f.A, &f.B).SubUint64(&v, 1)
	default:
		v.Sub(&f.A, &f.B)
	}
	r.A, r.B, r.V = wordOf(f.A), wordOf(f.B), wordOf(v)
	equal := f.Op == EQ || f.Op == ISZERO
	r.Same, r.Inverse = flag(equal && v.IsZero()), 0
	if equal {
		r.Inverse = inverse(r.V)
	}
}
