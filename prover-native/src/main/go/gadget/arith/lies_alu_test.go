// SPDX-License-Identifier: Apache-2.0

package arith

import "math/big"

func aluLies() []lie {
	return []lie{
		{aluFlags, "ADD and SUB make DIV, the flags sum to 1 but are no bits", []Fact{fact(ADD, "10", "3")}, func(c *circuit) {
			r := &c.Chips.ALU[0] // −½·ADD + 3/2·SUB = DIV; V = A − 2·B
			r.Add, r.Sub, r.V = field(-1, 2), field(3, 2), w(4)
			c.Two[0].Op = DIV
			c.claimed(w(4))
		}},
		{aluFlags, "LT and GT and EQ make SUB, the flags are bits but sum to 3", []Fact{fact(SUB, "0", "0")}, func(c *circuit) {
			r := &c.Chips.ALU[0] // and −2 of NOT: the result is 2·(V − ones) + 1, V is −1
			r.Sub, r.Lt, r.Gt, r.Eq, r.V = 0, 1, 1, 1, Word{allOnes, allOnes}
			r.Same, r.Inverse = 0, inverse(Word{allOnes, allOnes})
			c.claimed(w(1))
		}},
		{aluRange, "an ADD without its carry", []Fact{fact(ADD, "2^128-1", "1")}, func(c *circuit) {
			c.Chips.ALU[0].V = w(powerOfTwo(128))
			c.claimed(w(powerOfTwo(128)))
		}},
		{aluRange, "a SUB that wraps round the field", []Fact{fact(SUB, "0", "1")}, func(c *circuit) {
			c.Chips.ALU[0].V = w(minus(big.NewInt(1)))
			c.claimed(w(minus(big.NewInt(1))))
		}},
		{aluCarry, "an ADD with a carry of any size", []Fact{fact(ADD, "1", "2")}, func(c *circuit) {
			c.Chips.ALU[0].V = w(5)
			c.claimed(w(5))
		}},
		{aluCarry, "the carry of an ADD flipped", []Fact{fact(ADD, "2^256-1", "1")}, func(c *circuit) {
			c.Chips.ALU[0].V = w(1)
			c.claimed(w(1))
		}},
		{aluCarry, "the borrow of an LT flipped", []Fact{fact(LT, "3", "5")}, func(c *circuit) {
			c.Chips.ALU[0].V = halvesOf(big.NewInt(-2)) // A − B with no carry out
			c.claimed(w(0))
		}},
		{aluCarry, "GT presented as LT", []Fact{fact(LT, "5", "3")}, func(c *circuit) {
			c.Chips.ALU[0].V = halvesOf(plus(two256, 2)) // A − B with a carry out
			c.claimed(w(1))
		}},
		{aluUnary, "ISZERO of five, less five", []Fact{fact(EQ, "5", "5")}, func(c *circuit) {
			r := &c.Chips.ALU[0]
			r.Eq, r.IsZero = 0, 1
			c.Two[0].Op = ISZERO
		}},
		{aluSame, "EQ of the same denied", []Fact{fact(EQ, "5", "5")}, func(c *circuit) {
			c.Chips.ALU[0].Same = 0
			c.claimed(w(0))
		}},
		{aluSame, "ISZERO of zero denied", []Fact{fact(ISZERO, "0", "0")}, func(c *circuit) {
			c.Chips.ALU[0].Same = 0
			c.claimed(w(0))
		}},
		{aluDiffer, "EQ of others claimed without an inverse", []Fact{fact(EQ, "5", "6")}, func(c *circuit) {
			c.Chips.ALU[0].Same, c.Chips.ALU[0].Inverse = 1, 0
			c.claimed(w(1))
		}},
		{aluDiffer, "ISZERO of what is not zero", []Fact{fact(ISZERO, "2^128", "0")}, func(c *circuit) {
			c.Chips.ALU[0].Same, c.Chips.ALU[0].Inverse = 1, 0
			c.claimed(w(1))
		}},
		{aluDiffer, "a second result added to ADD", []Fact{fact(ADD, "1", "2")}, func(c *circuit) {
			r := &c.Chips.ALU[0] // Same is 0 where the operation is no equality
			r.Same, r.Inverse = 1, minus(field(1, 3))
			c.claimed(w(4))
		}},
	}
}

func compareLies() []lie {
	return []lie{
		{compareFlags, "SLT and SGT make ADD", []Fact{fact(SLT, "1", "2")}, func(c *circuit) {
			r := &c.Chips.Compare[0]
			r.Slt, r.Sgt, r.O = -1, 1, 7
			c.Two[0].Op = ADD
			c.claimed(w(7))
		}},
		{compareSigns, "a negative number passed off as positive", []Fact{fact(SLT, "2^256-1", "1")}, func(c *circuit) {
			c.Chips.Compare[0].ASign, c.Chips.Compare[0].O = 0, 0
			r := &c.Chips.ALU[0] // LT of 2^256 − 1 + 2^255, which is no word
			r.A.Hi = new(big.Int).Add(allOnes, powerOfTwo(127))
			r.V = Word{new(big.Int).Sub(powerOfTwo(128), big.NewInt(1)), new(big.Int).Sub(allOnes, big.NewInt(1))}
			c.claimed(w(0))
		}},
		{compareSigns, "a sign that is no bit", []Fact{fact(SLT, "1", "0")}, func(c *circuit) {
			c.Chips.Compare[0].ASign, c.Chips.Compare[0].O = field(1, 2), 1 // half a sign makes A smaller by 2^255
			r := &c.Chips.ALU[0]
			r.A, r.V = w(1), Word{powerOfTwo(127), 1}
			c.claimed(w(1))
		}},
		{compareValue, "a result that no fact shows", []Fact{fact(SLT, "1", "2")}, func(c *circuit) {
			c.Chips.Compare[0].O = 0
			c.claimed(w(0))
		}},
	}
}
