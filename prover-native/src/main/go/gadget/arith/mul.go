// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"math/big"

	"github.com/consensys/gnark/frontend"
	"github.com/holiman/uint256"

	"suture.dev/prover-native/gadget/word"
)

// MulRow proves a product or a division; the flag of a division is what the others leave of 1.
//
//	X·Y + R = Z + 2^256·C
//
//	product: R = 0, and (MUL, X, Y, Z) holds. It also stands for (DIV, X, 0, 0) and (MOD, X, 0, 0) where Y = 0.
//	division: C = 0 and R < Y, and both (DIV, Z, Y, X) and (MOD, Z, Y, R) hold.
//
// The columns of X·Y are below 2^195 (halves.go), the carry out of each is checked to be below 2^78, so both sides of a half
// stay below 2^207 and are equal as integers. X, Y and R are canonical in any row, Z in a product; the dividend Z relies on
// the query. Z, with R and C, is unique in a product, X and R are in a division.
type MulRow struct {
	Mul, DivZero, ModZero frontend.Variable
	X, Y, XLow, YLow      Word
	R, Z                  Word
	Borrow                frontend.Variable // out of the low half of Y − R − 1, in a division
}

const (
	mulFlags     group = "mul: flags are one-hot"
	mulFactors   group = "mul: factors are canonical"
	mulRemainder group = "mul: R is canonical"
	mulOrder     group = "mul: R < Y in a division; Z is canonical in a product"
	mulBorrow    group = "mul: the borrow is a bit, and 0 in a product"
	mulNone      group = "mul: R is 0 in a product"
	mulCarry     group = "mul: carries are small"
	mulOverflow  group = "mul: the quotient times the divisor does not overflow"
	mulZero      group = "mul: the divisor is zero where the flag says so"
)

// carryBits is the width of a carry: six whole limbs, more than the 67 bits that occur.
const carryBits = 6 * word.LimbBits

func (r *MulRow) define(b *builder) {
	api := b.api
	product := b.sum(r.Mul, r.DivZero, r.ModZero)
	division := api.Sub(1, product)
	b.bits(mulFlags, r.Mul, r.DivZero, r.ModZero, division)
	b.zero(mulZero, api.Add(r.DivZero, r.ModZero), api.Add(r.Y.Lo, r.Y.Hi))
	b.zero(mulNone, product, api.Add(r.R.Lo, r.R.Hi))

	x := b.split(mulFactors, []Word{r.X}, []Word{r.XLow})
	y := b.split(mulFactors, []Word{r.Y}, []Word{r.YLow})
	b.canonical(mulRemainder, r.R)
	low := b.over(b.api.Sub(b.sum(b.column(x, y, 0), r.R.Lo), r.Z.Lo), word.HalfBits)
	b.below(mulCarry, low, carryBits)
	high := b.over(b.api.Sub(b.sum(b.column(x, y, 1), r.R.Hi, low), r.Z.Hi), word.HalfBits)
	b.below(mulCarry, high, carryBits)
	b.zero(mulOverflow, division, api.Add(high, b.beyond(x, y, 2)))
	r.defineOrder(b, product, division)

	xs, ys, zs := r.X.tuple(), r.Y.tuple(), r.Z.tuple()
	b.facts.Entry(b.operation(flagged{r.Mul, MUL}, flagged{r.DivZero, DIV}, flagged{r.ModZero, MOD}), xs, ys, zs)
	b.facts.Entry(api.Mul(division, DIV), zs, ys, xs)
	b.facts.Entry(api.Mul(division, MOD), zs, ys, r.R.tuple())
}

// defineOrder checks one word: Z in a product, Y − R − 1 in a division.
func (r *MulRow) defineOrder(b *builder, product, division frontend.Variable) {
	api := b.api
	b.zero(mulBorrow, r.Borrow, api.Sub(division, r.Borrow))
	borrowed := b.shifted(r.Borrow, word.HalfBits)
	b.canonical(mulOrder, Word{
		Hi: b.choose(product, r.Z.Hi, api.Sub(r.Y.Hi, r.R.Hi, r.Borrow)),
		Lo: api.Add(b.choose(product, r.Z.Lo, api.Sub(r.Y.Lo, r.R.Lo, 1)), borrowed),
	})
}

func (r *MulRow) assign(f Fact) {
	zero := f.B.IsZero()
	r.Mul, r.DivZero, r.ModZero = flag(f.Op == MUL), flag(f.Op == DIV && zero), flag(f.Op == MOD && zero)
	x, y, z, rest := f.A, f.B, f.Result(), uint256.Int{}
	if f.Op != MUL && !zero {
		x.DivMod(&f.A, &f.B, &rest)
		z = f.A
	}
	r.X, r.Y, r.R, r.Z = wordOf(x), wordOf(y), wordOf(rest), wordOf(z)
	r.XLow, r.YLow = lowsOf(r.X), lowsOf(r.Y)
	r.Borrow = flag(f.Op != MUL && !zero && r.Y.Lo.(*big.Int).Cmp(r.R.Lo.(*big.Int)) <= 0)
}
