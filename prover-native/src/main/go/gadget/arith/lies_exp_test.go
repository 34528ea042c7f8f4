// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"math/big"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/holiman/uint256"
)

func expLies() []lie {
	return []lie{
		{expFlags, "a tenth of a base makes ADD", []Fact{fact(EXP, "5", "1")}, func(c *circuit) {
			c.Chips.Exp[0].Base = field(1, EXP)
			c.Two[0].Op = ADD
		}},
		{expFlags, "twice odd", []Fact{fact(EXP, "3", "2"), fact(EXP, "3", "0"), fact(MUL, "1", "5")}, func(c *circuit) {
			r := &c.Chips.Exp[0] // W·(2·A − W) with W = 1
			r.Odd, r.H, r.W, r.O = 2, w(0), w(1), w(5)
			c.claimed(w(5))
		}},
		{expHalf, "an odd exponent halved in the field", []Fact{fact(EXP, "3", "5"), {Op: EXP, A: number("3"), B: *halfOfFive()}, powerOfHalf()}, halveInField},
		{expStep, "a row skipped", []Fact{fact(EXP, "3", "10"), fact(EXP, "3", "4"), fact(EXP, "3", "8")}, func(c *circuit) {
			r := &c.Chips.Exp[0] // 10 is not twice 4
			r.H, r.W, r.O = w(4), w(81), w(6561)
			c.claimed(w(6561))
		}},
		{expStep, "a bit of the exponent flipped", []Fact{fact(EXP, "3", "3"), fact(MUL, "9", "9")}, func(c *circuit) {
			r := &c.Chips.Exp[0] // 3 as an even exponent, 2·2
			r.Odd, r.H, r.W, r.O = 0, w(2), w(9), w(81)
			c.claimed(w(81))
		}},
		{expStep, "a bit of the high half lost", []Fact{fact(EXP, "2", "2^128"), fact(EXP, "2", "1"), fact(EXP, "2", "2")}, func(c *circuit) {
			r := &c.Chips.Exp[0] // 2^127 without the bit that passes between halves
			r.Parity, r.H, r.W, r.O = 0, w(1), w(2), w(4)
			c.claimed(w(4))
		}},
		{expBase, "a chain cut short", []Fact{fact(EXP, "5", "1")}, func(c *circuit) {
			c.Chips.Exp[0].B, c.Chips.Exp[0].H = w(3), w(2)
			c.Two[0].B = w(3)
		}},
		{expBase, "a chain that starts at 7", []Fact{fact(EXP, "5", "0")}, func(c *circuit) {
			c.Chips.Exp[0].W, c.Chips.Exp[0].O = w(7), w(7)
			c.claimed(w(7))
		}},
		{expResult, "another base", []Fact{fact(EXP, "5", "1")}, func(c *circuit) {
			c.Chips.Exp[0].O = w(7)
			c.claimed(w(7))
		}},
		{expResult, "0^0 = 0", []Fact{fact(EXP, "0", "0")}, func(c *circuit) {
			c.Chips.Exp[0].O = w(0)
			c.claimed(w(0))
		}},
		{expNonzero, "a chain that goes round in a circle", []Fact{fact(EXP, "5", "0"), fact(MUL, "0", "0")}, func(c *circuit) {
			r := &c.Chips.Exp[0] // x^0 = (x^0)², which 0 solves, too
			r.Base, r.Step, r.W, r.O = 0, 1, w(0), w(0)
			c.claimed(w(0))
		}},
		{expPower, "a power that no fact shows", []Fact{fact(EXP, "3", "4"), fact(MUL, "10", "10")}, func(c *circuit) {
			c.Chips.Exp[0].W, c.Chips.Exp[0].O = w(10), w(100)
			c.claimed(w(100))
		}},
		{expProduct, "a product that no fact shows", []Fact{fact(EXP, "3", "4")}, func(c *circuit) {
			c.Chips.Exp[0].O = w(82)
			c.claimed(w(82))
		}},
	}
}

// halfOfFive is 5/2 modulo the order, as a number: (5 + p)/2. Its chain does not pass 5.
func halfOfFive() *uint256.Int {
	return uint256.MustFromBig(new(big.Int).Rsh(plus(ecc.BN254.ScalarField(), 5), 1))
}

func powerOfHalf() Fact {
	power := Fact{Op: EXP, A: number("3"), B: *halfOfFive()}.Result()
	return Fact{Op: MUL, A: power, B: power}
}

// halveInField proves 3^(5+p) in place of 3^5: the chain for (5 + p)/2 is moved to exponents whose high half is 0, and twice
// that is 5 in the field.
func halveInField(c *circuit) {
	whole := func(x Word) Word {
		return w(new(big.Int).Add(new(big.Int).Lsh(x.Hi.(*big.Int), 128), x.Lo.(*big.Int)))
	}
	for i := range c.Chips.Exp {
		r := &c.Chips.Exp[i]
		r.B, r.H, r.Parity = whole(r.B), whole(r.H), 0
		if r.Step == 1 {
			r.Inverse = inverse(Word{new(big.Int), inField(r.B.Lo.(*big.Int))})
		}
	}
	r := &c.Chips.Exp[0]
	power := powerOfHalf()
	r.Odd, r.H, r.W, r.O = 0, w(halfOfFive().ToBig()), wordOf(power.A), wordOf(power.Result())
	c.claimed(r.O)
	c.Two[1].B = whole(c.Two[1].B)
}
