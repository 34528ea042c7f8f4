// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"github.com/consensys/gnark/frontend"
	"github.com/holiman/uint256"
)

// ExtendRow proves SIGNEXTEND: B << s, then >> s with the sign, for s = 248 − 8·A where A < 31, and s = 0 otherwise. A row
// that is not live proves nothing.
type ExtendRow struct {
	Live, Far  frontend.Variable
	A, B, W, O Word // W is B << s
}

const (
	extendFlags group = "extend: flags are bits"
	extendFar   group = "extend: far is a fact of LT"
	extendLeft  group = "extend: the shift to the left is a fact"
	extendRight group = "extend: the shift to the right is a fact"
)

// lastByte is the first index from which nothing is extended.
const lastByte = wordBytes - 1

func (r *ExtendRow) define(b *builder) {
	b.bits(extendFlags, r.Live, r.Far)
	near := b.api.Sub(1, r.Far)
	a, value, w, o := r.A.tuple(), r.B.tuple(), r.W.tuple(), r.O.tuple()
	shift := small(b.api.Mul(near, b.api.Sub(topByte, b.api.Mul(byteBits, r.A.Lo))))
	b.query(extendFar, b.facts, r.Live, LT, a, small(lastByte), small(near))
	b.query(extendLeft, b.facts, r.Live, SHL, shift, value, w)
	b.query(extendRight, b.facts, r.Live, SAR, shift, w, o)
	b.facts.Entry(b.api.Mul(r.Live, SIGNEXTEND), a, value, o)
}

func (r *ExtendRow) assign(f Fact) {
	live := f.Op == SIGNEXTEND
	r.Live, r.Far = flag(live), flag(live && !f.A.LtUint64(lastByte))
	r.A, r.B, r.W, r.O = wordOf(f.A), wordOf(f.B), Word{0, 0}, wordOf(f.Result())
	if live {
		r.W = wordOf(extendParts(f)[1].Result())
	}
}

func extendParts(f Fact) []Fact {
	left := Fact{Op: SHL, B: f.B}
	if f.A.LtUint64(lastByte) {
		left.A.SetUint64(topByte - byteBits*f.A.Uint64())
	}
	return []Fact{
		{Op: LT, A: f.A, B: *uint256.NewInt(lastByte)},
		left,
		{Op: SAR, A: left.A, B: left.Result()},
	}
}
