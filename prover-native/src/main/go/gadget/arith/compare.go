// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"math/big"

	"github.com/consensys/gnark/frontend"
	"github.com/holiman/uint256"

	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/word"
)

// CompareRow proves SLT or SGT from a fact of LT or GT on the operands with their highest bits flipped, which maps
// −2^255…2^255−1 to 0…2^256−1 in order. A row without a flag proves nothing.
type CompareRow struct {
	Slt, Sgt frontend.Variable
	A, B     Word
	ASign    frontend.Variable // the highest bit
	BSign    frontend.Variable
	O        frontend.Variable
}

const (
	compareFlags group = "compare: at most one flag"
	compareSigns group = "compare: signs are the highest bits"
	compareValue group = "compare: the unsigned comparison is a fact"
)

func (r *CompareRow) define(b *builder) {
	live := b.flags(compareFlags, r.Slt, r.Sgt)
	b.sign(compareSigns, r.A, r.ASign)
	b.sign(compareSigns, r.B, r.BSign)
	o := small(r.O)
	b.query(compareValue, b.facts, live, b.operation(flagged{r.Slt, LT}, flagged{r.Sgt, GT}),
		b.flipped(r.A, r.ASign), b.flipped(r.B, r.BSign), o)
	b.facts.Entry(b.operation(flagged{r.Slt, SLT}, flagged{r.Sgt, SGT}), r.A.tuple(), r.B.tuple(), o)
}

// signBit is the place of the highest bit in the high half.
const signBit = word.HalfBits - 1

// sign says that the bit is the highest of a canonical word.
func (b *builder) sign(g group, w Word, sign frontend.Variable) {
	b.bits(g, sign)
	b.below(g, b.api.Sub(w.Hi, b.shifted(sign, signBit)), signBit)
}

// flipped changes the highest bit.
func (b *builder) flipped(w Word, sign frontend.Variable) *bus.Word {
	change := b.api.Mul(b.api.Sub(1, b.api.Mul(2, sign)), powerOfTwo(signBit))
	return bus.Pair(b.api.Add(w.Hi, change), w.Lo)
}

func (r *CompareRow) assign(f Fact) {
	r.Slt, r.Sgt = flag(f.Op == SLT), flag(f.Op == SGT)
	r.A, r.B, r.ASign, r.BSign = wordOf(f.A), wordOf(f.B), flag(f.A.Sign() < 0), flag(f.B.Sign() < 0)
	result := f.Result()
	r.O = result.ToBig()
}

func compareParts(f Fact) []Fact {
	op := byte(LT)
	if f.Op == SGT {
		op = GT
	}
	top := uint256.MustFromBig(new(big.Int).Lsh(big.NewInt(1), wordBits-1))
	flip := func(x uint256.Int) uint256.Int { return *new(uint256.Int).Xor(&x, top) }
	return []Fact{{Op: op, A: flip(f.A), B: flip(f.B)}}
}
