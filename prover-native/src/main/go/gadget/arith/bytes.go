// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"github.com/consensys/gnark/frontend"
	"github.com/holiman/uint256"

	"suture.dev/prover-native/gadget/word"
)

// ByteRow proves BYTE: the lowest byte of B >> (248 − 8·A) for A < 32. Otherwise the shift is by 256, and the byte is 0.
// A row that is not live proves nothing.
type ByteRow struct {
	Live, Far frontend.Variable
	A, B, W   Word // W is the shifted value
	O         frontend.Variable
}

const (
	byteFlags group = "byte: flags are bits"
	byteFar   group = "byte: far is a fact of LT"
	byteShift group = "byte: the shifted value is a fact"
	byteLow   group = "byte: the result is the lowest byte"
)

const (
	byteBits  = 8
	wordBytes = 32
	topByte   = wordBits - byteBits // the shift that leaves the first byte
)

func (r *ByteRow) define(b *builder) {
	b.bits(byteFlags, r.Live, r.Far)
	a, value, o := r.A.tuple(), r.B.tuple(), small(r.O)
	b.query(byteFar, b.facts, r.Live, LT, a, small(wordBytes), small(b.api.Sub(1, r.Far)))
	near := b.api.Sub(topByte, b.api.Mul(byteBits, r.A.Lo))
	b.query(byteShift, b.facts, r.Live, SHR, small(b.choose(r.Far, wordBits, near)), value, r.W.tuple())
	b.below(byteLow, r.O, byteBits)
	b.below(byteLow, b.over(b.api.Sub(r.W.Lo, r.O), byteBits), word.HalfBits-byteBits)
	b.facts.Entry(b.api.Mul(r.Live, BYTE), a, value, o)
}

func (r *ByteRow) assign(f Fact) {
	r.Live, r.Far = flag(f.Op == BYTE), flag(f.Op == BYTE && !f.A.LtUint64(wordBytes))
	r.A, r.B, r.W, r.O = wordOf(f.A), wordOf(f.B), Word{0, 0}, 0
	if f.Op == BYTE {
		result := f.Result()
		r.W, r.O = wordOf(byteParts(f)[1].Result()), result.ToBig()
	}
}

func byteParts(f Fact) []Fact {
	shift := Fact{Op: SHR, A: *uint256.NewInt(wordBits), B: f.B}
	if f.A.LtUint64(wordBytes) {
		shift.A.SetUint64(topByte - byteBits*f.A.Uint64())
	}
	return []Fact{{Op: LT, A: f.A, B: *uint256.NewInt(wordBytes)}, shift}
}
