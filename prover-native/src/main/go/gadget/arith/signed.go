// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"github.com/consensys/gnark/frontend"
	"github.com/holiman/uint256"

	"suture.dev/prover-native/gadget/bus"
)

// SignedRow proves SDIV, SMOD or SAR from a fact of DIV, MOD or SHR on mirrored operands: U, V are A, B or their mirrors,
// O is W or its mirror. A mirror is a fact of SUB: C − x with C = 0 for SDIV and SMOD, where it is −x, and C = 2^256 − 1 for
// SAR, where it is NOT x.
//
//	SDIV  |A| / |B| = W, mirrored if the signs differ; −2^255/−1 is 2^255/1 = 2^255 = −2^255
//	SMOD  |A| mod |B| = W, mirrored if A is negative
//	SAR   (B or NOT B) >> A = W, mirrored if B is negative
//
// A row without a flag proves nothing.
type SignedRow struct {
	Sdiv, Smod, Sar  frontend.Variable
	A, B, U, V, W, O Word
	ASign, BSign     frontend.Variable
}

const (
	signedFlags  group = "signed: at most one flag"
	signedSigns  group = "signed: signs are the highest bits"
	signedMirror group = "signed: mirrors are facts"
	signedSame   group = "signed: what is not mirrored is the same"
	signedValue  group = "signed: the unsigned operation is a fact"
)

func (r *SignedRow) define(b *builder) {
	api := b.api
	live := b.flags(signedFlags, r.Sdiv, r.Smod, r.Sar)
	b.sign(signedSigns, r.A, r.ASign)
	b.sign(signedSigns, r.B, r.BSign)
	divides := api.Add(r.Sdiv, r.Smod)
	differ := api.Sub(api.Add(r.ASign, r.BSign), api.Mul(2, api.Mul(r.ASign, r.BSign)))
	mirrorA, mirrorB := api.Mul(divides, r.ASign), api.Mul(live, r.BSign)
	mirrorO := b.sum(api.Mul(r.Sdiv, differ), api.Mul(r.Smod, r.ASign), api.Mul(r.Sar, r.BSign))

	ones := api.Mul(r.Sar, allOnes)
	zero, center := small(0), bus.Pair(ones, ones)
	dividend, divisor, u, v, w, o := r.A.tuple(), r.B.tuple(), r.U.tuple(), r.V.tuple(), r.W.tuple(), r.O.tuple()
	b.mirror(mirrorA, zero, dividend, u)
	b.mirror(mirrorB, center, divisor, v)
	b.mirror(mirrorO, center, w, o)
	b.query(signedValue, b.facts, live, b.operation(flagged{r.Sdiv, DIV}, flagged{r.Smod, MOD}, flagged{r.Sar, SHR}), u, v, w)
	b.facts.Entry(b.operation(flagged{r.Sdiv, SDIV}, flagged{r.Smod, SMOD}, flagged{r.Sar, SAR}), dividend, divisor, o)
}

// mirror says that y is center − x where the bit is 1, and x where it is 0.
func (b *builder) mirror(bit frontend.Variable, center, x, y *bus.Word) {
	b.query(signedMirror, b.facts, bit, SUB, center, x, y)
	straight := b.api.Sub(1, bit)
	b.zero(signedSame, straight, b.api.Sub(y.Hi, x.Hi))
	b.zero(signedSame, straight, b.api.Sub(y.Lo, x.Lo))
}

func (r *SignedRow) assign(f Fact) {
	r.Sdiv, r.Smod, r.Sar = flag(f.Op == SDIV), flag(f.Op == SMOD), flag(f.Op == SAR)
	inner, _, _ := unsigned(f)
	r.A, r.B, r.U, r.V = wordOf(f.A), wordOf(f.B), wordOf(inner.A), wordOf(inner.B)
	r.W, r.O = wordOf(inner.Result()), wordOf(f.Result())
	r.ASign, r.BSign = flag(f.A.Sign() < 0), flag(f.B.Sign() < 0)
}

// unsigned gives the fact on mirrored operands, the mirrors it needs, and whether its result is mirrored.
func unsigned(f Fact) (inner Fact, mirrors []Fact, mirrored bool) {
	inner = Fact{Op: map[byte]byte{SDIV: DIV, SMOD: MOD, SAR: SHR}[f.Op], A: f.A, B: f.B}
	negativeA, negativeB := f.A.Sign() < 0 && f.Op != SAR, f.B.Sign() < 0
	if negativeA {
		mirrors = append(mirrors, mirrorOf(f, f.A))
		inner.A = mirrors[0].Result()
	}
	if negativeB {
		mirrors = append(mirrors, mirrorOf(f, f.B))
		inner.B = mirrors[len(mirrors)-1].Result()
	}
	switch f.Op {
	case SDIV:
		mirrored = negativeA != negativeB
	case SMOD:
		mirrored = negativeA
	case SAR:
		mirrored = negativeB
	}
	return inner, mirrors, mirrored
}

func mirrorOf(f Fact, x uint256.Int) Fact {
	mirror := Fact{Op: SUB, B: x}
	if f.Op == SAR {
		mirror.A.SetAllOne()
	}
	return mirror
}

func signedParts(f Fact) []Fact {
	inner, parts, mirrored := unsigned(f)
	parts = append(parts, inner)
	if mirrored {
		parts = append(parts, mirrorOf(f, inner.Result()))
	}
	return parts
}
