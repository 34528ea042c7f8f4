// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"github.com/consensys/gnark/frontend"
	"github.com/holiman/uint256"
)

// ShiftRow proves SHL or SHR of B by A from a fact of MUL or DIV by P = 2^A. Where A ≥ 256, which is a fact of LT, P is 0;
// then the product is 0, and so is a division by zero. A row without a flag proves nothing.
type ShiftRow struct {
	Left, Right, Far frontend.Variable
	A, B, P, O       Word
}

const (
	shiftFlags group = "shift: at most one flag"
	shiftFar   group = "shift: far is a bit"
	shiftHigh  group = "shift: a near shift has no high half"
	shiftProof group = "shift: a far shift is at least 256"
	shiftPower group = "shift: P is a power of two from the table"
	shiftValue group = "shift: the product or quotient is a fact"
)

// openPowers fills the table of powers of two; 256 stands for all far shifts.
func (b *builder) openPowers() {
	b.powers = b.argument.Static("powers of two")
	for k := range uint(wordBits + 1) {
		power := wordOf(*new(uint256.Int).Lsh(uint256.NewInt(1), k))
		b.powers.Entry(k, power.tuple())
	}
}

func (r *ShiftRow) define(b *builder) {
	live := b.flags(shiftFlags, r.Left, r.Right)
	b.bits(shiftFar, r.Far)
	b.zero(shiftHigh, b.api.Sub(1, r.Far), r.A.Hi)
	a, value, power, o := r.A.tuple(), r.B.tuple(), r.P.tuple(), r.O.tuple()
	b.query(shiftProof, b.facts, r.Far, LT, a, small(wordBits), small(0))
	b.query(shiftPower, b.powers, 1, b.choose(r.Far, wordBits, r.A.Lo), power)
	b.query(shiftValue, b.facts, live, b.operation(flagged{r.Left, MUL}, flagged{r.Right, DIV}), value, power, o)
	b.facts.Entry(b.operation(flagged{r.Left, SHL}, flagged{r.Right, SHR}), a, value, o)
}

func (r *ShiftRow) assign(f Fact) {
	r.Left, r.Right, r.Far = flag(f.Op == SHL), flag(f.Op == SHR), flag(isFar(f.A))
	r.A, r.B, r.P, r.O = wordOf(f.A), wordOf(f.B), wordOf(powerFor(f.A)), wordOf(f.Result())
}

func isFar(by uint256.Int) bool { return !by.LtUint64(wordBits) }

// powerFor is 2^by, 0 for a far shift.
func powerFor(by uint256.Int) uint256.Int {
	return Fact{Op: SHL, A: by, B: *uint256.NewInt(1)}.Result()
}

func shiftParts(f Fact) []Fact {
	part := Fact{Op: MUL, A: f.B, B: powerFor(f.A)}
	if f.Op == SHR {
		part.Op = DIV
	}
	if isFar(f.A) {
		return []Fact{part, {Op: LT, A: f.A, B: *uint256.NewInt(wordBits)}}
	}
	return []Fact{part}
}
