// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"math/big"

	"github.com/consensys/gnark/frontend"
	"github.com/holiman/uint256"

	"suture.dev/prover-native/gadget/word"
)

// Mod3Row proves ADDMOD, or MULMOD where the flag says so:
//
//	A·Y + S = Q·M + O,  O < M
//
//	MULMOD: Y = B, S = 0.  ADDMOD: Y = 1, S = B.  M = N, but 1 where N = 0, so that O = 0.
//
// Q has 512 bits. Columns of 128 bits (halves.go) are below 2^196, so the carry between them is within ±2^77, which is
// checked, and a column is an equation of integers below 2^207. Q·M has nothing beyond the fourth column, and nothing is
// carried out of it, so the equation holds over the integers. All numbers are canonical; A, B and N are by the query,
// and A, Y and M are checked again since their parts are needed.
type Mod3Row struct {
	Multiply, Zero  frontend.Variable // MULMOD; N = 0
	A, B, N, O      Word
	QHigh, QLow     Word
	ALow, YLow      Word // low parts of the halves, as are the next
	MLow            Word
	QHighLow, QLows Word
	Borrow          frontend.Variable // out of the low half of M − O − 1
}

const (
	mod3Flags    group = "mod3: flags are bits"
	mod3Factors  group = "mod3: factors are canonical"
	mod3Result   group = "mod3: O is canonical"
	mod3Order    group = "mod3: O < M"
	mod3Borrow   group = "mod3: the borrow is a bit"
	mod3Zero     group = "mod3: N is zero where the flag says so"
	mod3Carry    group = "mod3: carries are small"
	mod3Columns  group = "mod3: nothing is carried out of the highest column"
	mod3Overflow group = "mod3: Q·M has 512 bits"
)

func (r *Mod3Row) define(b *builder) {
	api := b.api
	b.bits(mod3Flags, r.Multiply, r.Zero)
	b.zero(mod3Zero, r.Zero, api.Add(r.N.Lo, r.N.Hi))
	adds := api.Sub(1, r.Multiply)
	summand := Word{Hi: api.Mul(adds, r.B.Hi), Lo: api.Mul(adds, r.B.Lo)}
	factor := Word{Hi: api.Sub(r.B.Hi, summand.Hi), Lo: api.Add(api.Sub(r.B.Lo, summand.Lo), adds)}
	modulus := Word{Hi: r.N.Hi, Lo: api.Add(r.N.Lo, r.Zero)}

	a := b.split(mod3Factors, []Word{r.A}, []Word{r.ALow})
	y := b.split(mod3Factors, []Word{factor}, []Word{r.YLow})
	m := b.split(mod3Factors, []Word{modulus}, []Word{r.MLow})
	q := b.split(mod3Factors, []Word{r.QLow, r.QHigh}, []Word{r.QLows, r.QHighLow})
	r.defineColumns(b, a, y, m, q, []frontend.Variable{api.Sub(summand.Lo, r.O.Lo), api.Sub(summand.Hi, r.O.Hi), 0, 0})
	b.zero(mod3Overflow, 1, b.beyond(m, q, len(q)))

	b.canonical(mod3Result, r.O)
	b.bits(mod3Borrow, r.Borrow)
	b.canonical(mod3Order, Word{
		Hi: api.Sub(modulus.Hi, r.O.Hi, r.Borrow),
		Lo: api.Add(api.Sub(modulus.Lo, r.O.Lo, 1), b.shifted(r.Borrow, word.HalfBits)),
	})
	op := b.operation(flagged{adds, ADDMOD}, flagged{r.Multiply, MULMOD})
	b.facts3.Entry(op, r.A.tuple(), r.B.tuple(), r.N.tuple(), r.O.tuple())
}

// defineColumns says that A·Y + extra − Q·M is zero, column by column.
func (r *Mod3Row) defineColumns(b *builder, a, y, m, q []half, extra []frontend.Variable) {
	var carry frontend.Variable = 0
	offset := powerOfTwo(carryBits - 1)
	for c := range extra {
		column := b.api.Sub(b.sum(b.column(a, y, c), extra[c], carry), b.column(m, q, c))
		if c == len(extra)-1 {
			b.zero(mod3Columns, 1, column)
			return
		}
		carry = b.over(column, word.HalfBits)
		b.below(mod3Carry, b.api.Add(carry, offset), carryBits)
	}
}

func (r *Mod3Row) assign(f Fact) {
	multiply := f.Op == MULMOD
	r.Multiply, r.Zero = flag(multiply), flag(f.N.IsZero())
	r.A, r.B, r.N, r.O = wordOf(f.A), wordOf(f.B), wordOf(f.N), wordOf(f.Result())
	factor, modulus := f.B, f.N
	total := new(big.Int).Mul(f.A.ToBig(), f.B.ToBig())
	if !multiply {
		factor.SetOne()
		total.Add(f.A.ToBig(), f.B.ToBig())
	}
	if modulus.IsZero() {
		modulus.SetOne()
	}
	r.assignQuotient(total.Div(total, modulus.ToBig()))
	r.ALow, r.YLow, r.MLow = lowsOf(r.A), lowsOf(wordOf(factor)), lowsOf(wordOf(modulus))
	m, o := wordOf(modulus), r.O
	r.Borrow = flag(m.Lo.(*big.Int).Cmp(o.Lo.(*big.Int)) <= 0)
}

func (r *Mod3Row) assignQuotient(q *big.Int) {
	low, _ := uint256.FromBig(new(big.Int).Mod(q, powerOfTwo(wordBits)))
	high, _ := uint256.FromBig(new(big.Int).Rsh(q, wordBits))
	r.QLow, r.QHigh = wordOf(*low), wordOf(*high)
	r.QLows, r.QHighLow = lowsOf(r.QLow), lowsOf(r.QHigh)
}
