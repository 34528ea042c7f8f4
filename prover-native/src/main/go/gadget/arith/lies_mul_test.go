// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"math/big"

	"github.com/consensys/gnark-crypto/ecc"
)

func mulLies() []lie {
	return []lie{
		{mulFlags, "MUL twice makes DIV", []Fact{fact(MUL, "6", "3")}, func(c *circuit) {
			c.Chips.Mul[0].Mul = 2
			c.Two[0].Op = DIV
		}},
		{mulFactors, "a quotient that is a fraction", []Fact{fact(DIV, "5", "2")}, func(c *circuit) {
			r := &c.Chips.Mul[0]
			r.X, r.XLow, r.R, r.Borrow = w(field(5, 2)), w(field(5, 2)), w(0), 0
			c.claimed(r.X)
		}},
		{mulFactors, "a low part that is a fraction", []Fact{fact(MUL, "1", "2^65")}, func(c *circuit) {
			r := &c.Chips.Mul[0] // the columns then hold 2^65 − 2^256, as canonical halves modulo the order
			r.Z = halvesOf(new(big.Int).Sub(powerOfTwo(65), two256))
			part := new(big.Int).ModInverse(powerOfTwo(65), ecc.BN254.ScalarField())
			r.XLow = w(inField(part.Mul(part, r.Z.Lo.(*big.Int))))
			c.claimed(r.Z)
		}},
		{mulRemainder, "q + 1 and r − b", []Fact{fact(DIV, "5", "2")}, func(c *circuit) {
			r := &c.Chips.Mul[0]
			r.X, r.XLow, r.R, r.Borrow = w(3), w(3), w(-1), 0
			c.claimed(w(3))
		}},
		{mulOrder, "q − 1 and r + b", []Fact{fact(DIV, "5", "2")}, func(c *circuit) {
			r := &c.Chips.Mul[0]
			r.X, r.XLow, r.R, r.Borrow = w(1), w(1), w(3), 1
			c.claimed(w(1))
		}},
		{mulOrder, "MOD with a remainder that is the divisor", []Fact{fact(MOD, "4", "2")}, func(c *circuit) {
			r := &c.Chips.Mul[0]
			r.X, r.XLow, r.R, r.Borrow = w(1), w(1), w(2), 1
			c.claimed(w(2))
		}},
		{mulOrder, "a division by zero", []Fact{fact(DIV, "5", "0")}, func(c *circuit) {
			r := &c.Chips.Mul[0]
			r.DivZero, r.X, r.XLow, r.R, r.Z, r.Borrow = 0, w(7), w(7), w(5), w(5), 1
			c.claimed(w(7))
		}},
		{mulOrder, "a product that is no word", []Fact{fact(MUL, "2^127", "4")}, func(c *circuit) {
			c.Chips.Mul[0].Z = w(powerOfTwo(129))
			c.claimed(w(powerOfTwo(129)))
		}},
		{mulBorrow, "a product with a borrow", []Fact{fact(MUL, "0", "0")}, func(c *circuit) {
			r := &c.Chips.Mul[0]
			r.Z, r.Borrow = Word{1, minus(powerOfTwo(128))}, 1
			c.claimed(r.Z)
		}},
		{mulBorrow, "a borrow that is no bit", []Fact{fact(DIV, "5", "2")}, func(c *circuit) {
			r := &c.Chips.Mul[0] // Y − R − 1 = −2, as canonical halves modulo the order
			r.X, r.XLow, r.R = w(1), w(1), w(3)
			r.Borrow = minus(halvesOf(big.NewInt(-2)).Hi.(*big.Int))
			c.claimed(w(1))
		}},
		{mulNone, "a product and 1", []Fact{fact(MUL, "2", "3")}, func(c *circuit) {
			c.Chips.Mul[0].R, c.Chips.Mul[0].Z = w(1), w(7)
			c.claimed(w(7))
		}},
		{mulCarry, "a product with a carry of any size", []Fact{fact(MUL, "2", "3")}, func(c *circuit) {
			c.Chips.Mul[0].Z = w(7)
			c.claimed(w(7))
		}},
		{mulCarry, "a division by zero with a result", []Fact{fact(DIV, "5", "0")}, func(c *circuit) {
			c.Chips.Mul[0].Z = w(1)
			c.claimed(w(1))
		}},
		{mulOverflow, "a quotient that wraps round 2^256", []Fact{fact(DIV, "5", "3")}, func(c *circuit) {
			r := &c.Chips.Mul[0]
			q := plus(two256, 5)
			q.Div(q, big.NewInt(3))
			r.X, r.R, r.Borrow = Word{new(big.Int).Rsh(q, 128), new(big.Int).And(q, allOnes)}, w(0), 0
			r.XLow = lowsOf(r.X)
			c.claimed(r.X)
		}},
		{mulOverflow, "a quotient of 2^255 halves that wrap", []Fact{fact(DIV, "5", "2^128")}, func(c *circuit) {
			r := &c.Chips.Mul[0] // 2^128·2^128 + 5
			r.X, r.XLow, r.R = Word{1, 0}, Word{1, 0}, w(5)
			c.claimed(r.X)
		}},
		{mulZero, "DIV of 6 by 3 as a division by zero", []Fact{fact(MUL, "6", "3")}, func(c *circuit) {
			c.Chips.Mul[0].Mul, c.Chips.Mul[0].DivZero = 0, 1
			c.Two[0].Op = DIV
		}},
		{mulZero, "MOD of 6 by 3 as a division by zero", []Fact{fact(MUL, "6", "3")}, func(c *circuit) {
			c.Chips.Mul[0].Mul, c.Chips.Mul[0].ModZero = 0, 1
			c.Two[0].Op = MOD
		}},
	}
}

func mod3Lies() []lie {
	return []lie{
		{mod3Flags, "N = 0 replaced by 4", []Fact{fact3(MULMOD, "5", "7", "0")}, func(c *circuit) {
			r := &c.Chips.Mod3[0]
			r.Zero, r.MLow, r.O, r.Borrow = 4, w(4), w(3), 0
			r.assignQuotient(big.NewInt(8))
			c.claimed(w(3))
		}},
		{mod3Factors, "a quotient that is a fraction", []Fact{fact3(MULMOD, "5", "1", "2")}, func(c *circuit) {
			r := &c.Chips.Mod3[0]
			r.QLow, r.QLows, r.O, r.Borrow = w(field(5, 2)), w(field(5, 2)), w(0), 0
			c.claimed(w(0))
		}},
		{mod3Result, "q + 1 and a negative remainder", []Fact{fact3(MULMOD, "5", "1", "2")}, func(c *circuit) {
			r := &c.Chips.Mod3[0]
			r.assignQuotient(big.NewInt(3))
			r.O, r.Borrow = w(minus(big.NewInt(1))), 0
			c.claimed(r.O)
		}},
		{mod3Order, "a remainder above the modulus", []Fact{fact3(ADDMOD, "5", "6", "4")}, func(c *circuit) {
			r := &c.Chips.Mod3[0]
			r.assignQuotient(big.NewInt(1))
			r.O, r.Borrow = w(7), 1
			c.claimed(w(7))
		}},
		{mod3Order, "a result where N = 0", []Fact{fact3(ADDMOD, "5", "6", "0")}, func(c *circuit) {
			r := &c.Chips.Mod3[0]
			r.assignQuotient(big.NewInt(0))
			r.O, r.Borrow = w(11), 1
			c.claimed(w(11))
		}},
		{mod3Borrow, "a borrow that is no bit", []Fact{fact3(ADDMOD, "5", "6", "4")}, func(c *circuit) {
			r := &c.Chips.Mod3[0]
			r.assignQuotient(big.NewInt(1))
			r.O = w(7) // M − O − 1 = −4
			r.Borrow = minus(halvesOf(big.NewInt(-4)).Hi.(*big.Int))
			c.claimed(w(7))
		}},
		{mod3Zero, "N + 1 in place of N", []Fact{fact3(MULMOD, "3", "3", "4")}, func(c *circuit) {
			r := &c.Chips.Mod3[0]
			r.assignQuotient(big.NewInt(1))
			r.Zero, r.MLow, r.O, r.Borrow = 1, w(5), w(4), 0
			c.claimed(w(4))
		}},
		{mod3Carry, "a quotient that divides in the field", []Fact{fact3(ADDMOD, "5", "6", "4")}, func(c *circuit) {
			r := &c.Chips.Mod3[0] // 4·Q + 2 = 11 modulo the order
			r.assignQuotient(field(9, 4))
			r.O = w(2)
			c.claimed(w(2))
		}},
		{mod3Columns, "a sum of 257 bits cut to 256, and Q·M above 2^512", []Fact{fact3(ADDMOD, "2^256-1", "2^256-1", "3")}, func(c *circuit) {
			r := &c.Chips.Mod3[0] // 3·Q + 1 = A + B + 2^512
			q := new(big.Int).Add(powerOfTwo(512), plus(powerOfTwo(257), -2))
			r.assignQuotient(q.Sub(q, big.NewInt(1)).Div(q, big.NewInt(3)))
			r.O, r.Borrow = w(1), 0
			c.claimed(w(1))
		}},
		{mod3Overflow, "Q·M with a fifth column", []Fact{fact3(MULMOD, "2^192", "2^192", "2^128+1")}, func(c *circuit) {
			r := &c.Chips.Mod3[0] // 2^384·M = 2^512 + A·B
			r.assignQuotient(powerOfTwo(384))
			r.O, r.Borrow = w(0), 0
			c.claimed(w(0))
		}},
	}
}
