// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"math/big"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/word"
)

// builder carries what the chips share while they are compiled.
type builder struct {
	argument      *bus.Argument
	api           frontend.API
	ranges        *word.Ranges
	products      *word.Products
	facts, facts3 *bus.Table
	powers        *bus.Table // (k; 2^k) for k < 256, and (256; 0)
	chunks        *bus.Table // (x; y, x AND y)

	skip map[group]bool
}

// group names constraints that are there for one reason. A test that leaves one group out must see a lie accepted.
type group string

// product says x·y = o.
func (b *builder) product(g group, x, y, o frontend.Variable) {
	if !b.skip[g] {
		b.products.Assert(x, y, o)
	}
}

// zero says x·y = 0: where x holds, y is zero.
func (b *builder) zero(g group, x, y frontend.Variable) { b.product(g, x, y, 0) }

// bits says that each of them is 0 or 1.
func (b *builder) bits(g group, bits ...frontend.Variable) {
	for _, bit := range bits {
		b.zero(g, bit, b.api.Sub(bit, 1))
	}
}

// flags says that at most one of them is 1 and the others are 0; it gives their sum.
func (b *builder) flags(g group, flags ...frontend.Variable) frontend.Variable {
	total := b.sum(flags...)
	b.bits(g, append(flags, total)...)
	return total
}

// below says 0 ≤ x < 2^bits.
func (b *builder) below(g group, x frontend.Variable, bits int) {
	if !b.skip[g] {
		b.ranges.Assert(x, bits)
	}
}

// canonical says that both halves are below 2^128.
func (b *builder) canonical(g group, w Word) {
	b.below(g, w.Hi, word.HalfBits)
	b.below(g, w.Lo, word.HalfBits)
}

// query takes a fact from a table where the bit selector is 1.
func (b *builder) query(g group, t *bus.Table, selector, meta frontend.Variable, words ...*bus.Word) {
	if !b.skip[g] {
		t.Query(selector, meta, words...)
	}
}

func (b *builder) sum(terms ...frontend.Variable) frontend.Variable {
	return b.api.Add(0, 0, terms...)
}

// shifted is 2^bits·x.
func (b *builder) shifted(x frontend.Variable, bits uint) frontend.Variable {
	return b.api.Mul(x, powerOfTwo(bits))
}

// over is x/2^bits in the field; an integer only if a range check says so.
func (b *builder) over(x frontend.Variable, bits uint) frontend.Variable {
	return b.api.DivUnchecked(x, powerOfTwo(bits))
}

// choose is x where the bit is 1, and y where it is 0.
func (b *builder) choose(bit, x, y frontend.Variable) frontend.Variable {
	return b.api.Add(y, b.api.Mul(bit, b.api.Sub(x, y)))
}

// operation is the opcode whose flag is set, 0 if none is. Opcode 0 is never queried.
func (b *builder) operation(cases ...flagged) frontend.Variable {
	var op frontend.Variable = 0
	for _, c := range cases {
		op = b.api.Add(op, b.api.Mul(c.flag, c.op))
	}
	return op
}

type flagged struct {
	flag frontend.Variable
	op   int
}

func powerOfTwo(bits uint) *big.Int { return new(big.Int).Lsh(big.NewInt(1), bits) }
