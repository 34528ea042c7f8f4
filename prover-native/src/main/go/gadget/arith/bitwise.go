// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"math/big"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/word"
)

// BitwiseRow proves AND, OR or XOR; the flag of AND is what the others leave of 1.
//
// Both operands are cut in chunks, and for each pair of chunks (x; y, x AND y) is looked up in a table of all pairs, every
// wire under its own power of the challenge. The highest chunk is what is left of the half; since a half is canonical, its
// chunks are its digits. A OR B = A + B − (A AND B) and A XOR B = A + B − 2·(A AND B) half by half, without carries.
type BitwiseRow struct {
	Or, Xor frontend.Variable
	A, B    Word
	High    ChunkedHalves
	Low     ChunkedHalves
}

// ChunkedHalves are the chunks of a half of A, of B and of A AND B, lowest first; the highest of A and B is left out.
type ChunkedHalves struct{ A, B, And []frontend.Variable }

const (
	bitFlags  group = "bitwise: flags are one-hot"
	bitChunks group = "bitwise: chunks are in the table"
)

// chunkWidths are the widths a table is offered for.
const narrowest, widest = 4, 7

// chunkWidth takes the width that costs least for a number of rows: a wider table is larger, but its rows have fewer chunks.
func chunkWidth(rows int) int {
	best, cost := 0, 0
	for width := narrowest; width <= widest; width++ {
		if c := 1<<(2*width) + rows*2*3*chunksOf(width); best == 0 || c < cost {
			best, cost = width, c
		}
	}
	return best
}

// chunksOf is the number of chunks in a half.
func chunksOf(width int) int { return (word.HalfBits + width - 1) / width }

func newBitwiseRows(n int) []BitwiseRow {
	rows := make([]BitwiseRow, n)
	chunks := chunksOf(chunkWidth(n))
	halves := func() ChunkedHalves {
		return ChunkedHalves{make([]frontend.Variable, chunks-1), make([]frontend.Variable, chunks-1), make([]frontend.Variable, chunks)}
	}
	for i := range rows {
		rows[i].High, rows[i].Low = halves(), halves()
	}
	return rows
}

// openChunks fills the table of all pairs.
func (b *builder) openChunks(width int) {
	b.chunks = b.argument.Static("bitwise")
	for x := range 1 << width {
		for y := range 1 << width {
			b.chunks.Entry(x, Word{y, x & y}.tuple())
		}
	}
}

func (r *BitwiseRow) define(b *builder, width int) {
	api := b.api
	and := api.Sub(1, r.Or, r.Xor)
	b.bits(bitFlags, r.Or, r.Xor, and)
	result := func(x, y, both frontend.Variable) frontend.Variable {
		ofBoth := api.Mul(api.Sub(and, r.Or, api.Mul(2, r.Xor)), both)
		return api.Add(ofBoth, api.Mul(api.Add(r.Or, r.Xor), api.Add(x, y)))
	}
	o := Word{
		Hi: result(r.A.Hi, r.B.Hi, r.High.define(b, r.A.Hi, r.B.Hi, width)),
		Lo: result(r.A.Lo, r.B.Lo, r.Low.define(b, r.A.Lo, r.B.Lo, width)),
	}
	op := b.operation(flagged{and, AND}, flagged{r.Or, OR}, flagged{r.Xor, XOR})
	b.facts.Entry(op, r.A.tuple(), r.B.tuple(), o.tuple())
}

// define gives x AND y.
func (h *ChunkedHalves) define(b *builder, x, y frontend.Variable, width int) frontend.Variable {
	xs, ys := b.withHighest(h.A, x, width), b.withHighest(h.B, y, width)
	var both frontend.Variable = 0
	for i, chunk := range h.And {
		b.query(bitChunks, b.chunks, 1, xs[i], Word{ys[i], chunk}.tuple())
		both = b.api.Add(both, b.shifted(chunk, uint(i*width)))
	}
	return both
}

// withHighest adds what the chunks leave of x.
func (b *builder) withHighest(chunks []frontend.Variable, x frontend.Variable, width int) []frontend.Variable {
	rest := x
	for i, chunk := range chunks {
		rest = b.api.Sub(rest, b.shifted(chunk, uint(i*width)))
	}
	return append(append([]frontend.Variable(nil), chunks...), b.over(rest, uint(len(chunks)*width)))
}

func (r *BitwiseRow) assign(f Fact, width int) {
	r.Or, r.Xor = flag(f.Op == OR), flag(f.Op == XOR)
	r.A, r.B = wordOf(f.A), wordOf(f.B)
	both := wordOf(Fact{Op: AND, A: f.A, B: f.B}.Result())
	for _, half := range []struct {
		of         *ChunkedHalves
		a, b, both frontend.Variable
	}{{&r.High, r.A.Hi, r.B.Hi, both.Hi}, {&r.Low, r.A.Lo, r.B.Lo, both.Lo}} {
		cut(half.of.A, half.a, width)
		cut(half.of.B, half.b, width)
		cut(half.of.And, half.both, width)
	}
}

func cut(chunks []frontend.Variable, x frontend.Variable, width int) {
	mask := big.NewInt(1<<width - 1)
	for i := range chunks {
		chunk := new(big.Int).Rsh(x.(*big.Int), uint(i*width))
		chunks[i] = chunk.And(chunk, mask)
	}
}
