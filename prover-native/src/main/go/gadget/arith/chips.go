// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"math/big"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/word"
)

// Chips are the columns of all chips, secret inputs of the circuit.
type Chips struct {
	ALU     []ALURow
	Mul     []MulRow
	Bitwise []BitwiseRow
	Shift   []ShiftRow
	Compare []CompareRow
	Signed  []SignedRow
	Byte    []ByteRow
	Extend  []ExtendRow
	Clz     []ClzRow
	Mod3    []Mod3Row
	Exp     []ExpRow

	skip map[group]bool `gnark:"-"` // left out, by tests alone
}

// New makes empty columns; a chip may have no rows.
func New(c Capacity) *Chips {
	return &Chips{
		ALU: make([]ALURow, c.ALU), Mul: make([]MulRow, c.Mul), Bitwise: newBitwiseRows(c.Bitwise), Shift: make([]ShiftRow, c.Shift),
		Compare: make([]CompareRow, c.Compare), Signed: make([]SignedRow, c.Signed), Byte: make([]ByteRow, c.Byte),
		Extend: make([]ExtendRow, c.Extend), Clz: make([]ClzRow, c.Clz), Mod3: make([]Mod3Row, c.Mod3), Exp: make([]ExpRow, c.Exp),
	}
}

// Define constrains the columns and enters the facts: (op; A, B, O) in facts, (op; A, B, N, O) in facts3. Queries must have
// canonical operands and an opcode that is not 0; then O is the canonical result. facts3 may be nil without Mod3 rows.
func (c *Chips) Define(a *bus.Argument, r *word.Ranges, facts, facts3 *bus.Table) {
	a.CommitTo(c)
	b := &builder{argument: a, api: a.API, ranges: r, products: word.NewProducts(a.API), facts: facts, facts3: facts3, skip: c.skip}
	if len(c.Bitwise) > 0 {
		width := chunkWidth(len(c.Bitwise))
		b.openChunks(width)
		for i := range c.Bitwise {
			c.Bitwise[i].define(b, width)
		}
	}
	if len(c.Shift) > 0 {
		b.openPowers()
	}
	defineAll(b, c.ALU)
	defineAll(b, c.Mul)
	defineAll(b, c.Shift)
	defineAll(b, c.Compare)
	defineAll(b, c.Signed)
	defineAll(b, c.Byte)
	defineAll(b, c.Extend)
	defineAll(b, c.Clz)
	defineAll(b, c.Mod3)
	defineAll(b, c.Exp)
}

// Assign fills the columns with the rows that prove these facts, those they are derived from, and dummies. It takes the same
// rows for the same facts in the same order; what occurs twice takes one row. An error names a fact that no chip proves, or
// is a *CapacityError.
func (c *Chips) Assign(facts []Fact) error {
	p := newPlan()
	for _, f := range facts {
		if err := f.check(); err != nil {
			return err
		}
		p.add(f)
	}
	have := [chips]int{len(c.ALU), len(c.Mul), len(c.Bitwise), len(c.Shift), len(c.Compare), len(c.Signed), len(c.Byte), len(c.Extend),
		len(c.Clz), len(c.Mod3), len(c.Exp)}
	for i, n := range have {
		if need := len(p.rows[i]); need > n {
			return &CapacityError{chipNames[i], need, n}
		}
	}
	width := chunkWidth(len(c.Bitwise))
	for i := range c.Bitwise {
		c.Bitwise[i].assign(factAt(p.rows[bitwise], i, Fact{Op: AND}), width)
	}
	assignAll(c.ALU, p.rows[alu], Fact{Op: ADD})
	assignAll(c.Mul, p.rows[mul], Fact{Op: MUL})
	assignAll(c.Shift, p.rows[shift], Fact{})
	assignAll(c.Compare, p.rows[compare], Fact{})
	assignAll(c.Signed, p.rows[signed], Fact{})
	assignAll(c.Byte, p.rows[byteOf], Fact{})
	assignAll(c.Extend, p.rows[extend], Fact{})
	assignAll(c.Clz, p.rows[clz], Fact{})
	assignAll(c.Mod3, p.rows[mod3], Fact{Op: ADDMOD})
	assignAll(c.Exp, p.rows[exp], Fact{})
	return nil
}

// definable and assignable are what a row of a chip can do.
type definable[R any] interface {
	*R
	define(*builder)
}

type assignable[R any] interface {
	*R
	assign(Fact)
}

func defineAll[R any, P definable[R]](b *builder, rows []R) {
	for i := range rows {
		P(&rows[i]).define(b)
	}
}

func assignAll[R any, P assignable[R]](rows []R, facts []Fact, dummy Fact) {
	for i := range rows {
		P(&rows[i]).assign(factAt(facts, i, dummy))
	}
}

// factAt is a dummy beyond the end. A dummy queries nothing: it is true by itself, or proves nothing.
func factAt(facts []Fact, i int, dummy Fact) Fact {
	if i < len(facts) {
		return facts[i]
	}
	return dummy
}

// inverse is 1/(hi + lo) in the field, 0 for zero.
func inverse(w Word) frontend.Variable {
	var e fr.Element
	e.SetBigInt(new(big.Int).Add(w.Hi.(*big.Int), w.Lo.(*big.Int)))
	return e.Inverse(&e).BigInt(new(big.Int))
}
