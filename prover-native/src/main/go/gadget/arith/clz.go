// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"github.com/consensys/gnark/frontend"
	"github.com/holiman/uint256"
)

// ClzRow proves CLZ (EIP-7939). For A ≠ 0, O leading zeros mean A >> (255 − O) = 1, which is a fact of SHR; it holds for one
// shift in 0…255, and for none if A = 0. No range check is made on the shift: a near one is in the table of powers whatever
// the operand of ShiftRow, and a far one gives 0. Of zero, O is 256. A row without a flag proves nothing.
type ClzRow struct {
	Some, None frontend.Variable // A ≠ 0, A = 0
	A          Word
	O          frontend.Variable
}

const (
	clzFlags group = "clz: at most one flag"
	clzOne   group = "clz: the shifted value is 1"
	clzZero  group = "clz: A is zero where the flag says so"
	clzAll   group = "clz: zero has 256 leading zeros"
)

func (r *ClzRow) define(b *builder) {
	live := b.flags(clzFlags, r.Some, r.None)
	shift := b.api.Sub(wordBits-1, r.O)
	a, o := r.A.tuple(), small(r.O)
	b.query(clzOne, b.facts, r.Some, SHR, small(shift), a, small(1))
	b.zero(clzZero, r.None, b.api.Add(r.A.Lo, r.A.Hi))
	b.zero(clzAll, r.None, b.api.Sub(r.O, wordBits))
	b.facts.Entry(b.api.Mul(live, CLZ), a, small(0), o)
}

func (r *ClzRow) assign(f Fact) {
	live, result := f.Op == CLZ, f.Result()
	r.Some, r.None = flag(live && !f.A.IsZero()), flag(live && f.A.IsZero())
	r.A, r.O = wordOf(f.A), result.ToBig()
}

func clzParts(f Fact) []Fact {
	if f.A.IsZero() {
		return nil
	}
	return []Fact{{Op: SHR, A: *uint256.NewInt(uint64(f.A.BitLen() - 1)), B: f.A}}
}
