// SPDX-License-Identifier: Apache-2.0

package arith

func shiftLies() []lie {
	return []lie{
		{shiftFlags, "SHL and SHR make SAR, from a fact of MOD", []Fact{fact(SHR, "4", "0x123"), fact(MOD, "0x123", "16")}, func(c *circuit) {
			r := &c.Chips.Shift[0]
			r.Left, r.Right, r.O = -1, 2, w(3)
			c.Two[0].Op = SAR
			c.claimed(w(3))
		}},
		{shiftFar, "a shift by 300 passed off as one by 3", []Fact{fact(SHL, "300", "1"), fact(MUL, "1", "8")}, func(c *circuit) {
			r := &c.Chips.Shift[0]
			r.Far, r.P, r.O = field(297, 44), w(8), w(8)
			c.claimed(w(8))
		}},
		{shiftHigh, "a shift by 2^128 + 3 passed off as one by 3", []Fact{fact(SHL, "2^128+3", "1"), fact(MUL, "1", "8")}, func(c *circuit) {
			r := &c.Chips.Shift[0]
			r.Far, r.P, r.O = 0, w(8), w(8)
			c.claimed(w(8))
		}},
		{shiftProof, "a near shift passed off as far", []Fact{fact(SHL, "3", "1"), fact(MUL, "1", "0")}, func(c *circuit) {
			r := &c.Chips.Shift[0]
			r.Far, r.P, r.O = 1, w(0), w(0)
			c.claimed(w(0))
		}},
		{shiftPower, "another power of two", []Fact{fact(SHL, "3", "1"), fact(MUL, "1", "16")}, func(c *circuit) {
			r := &c.Chips.Shift[0]
			r.P, r.O = w(16), w(16)
			c.claimed(w(16))
		}},
		{shiftPower, "a shift by 256 that leaves something", []Fact{fact(SHR, "256", "7"), fact(DIV, "7", "2")}, func(c *circuit) {
			r := &c.Chips.Shift[0]
			r.P, r.O = w(2), w(3)
			c.claimed(w(3))
		}},
		{shiftValue, "a result that no fact shows", []Fact{fact(SHR, "3", "9")}, func(c *circuit) {
			c.Chips.Shift[0].O = w(9)
			c.claimed(w(9))
		}},
	}
}

func signedLies() []lie {
	return []lie{
		{signedFlags, "SDIV and SMOD make MUL", []Fact{fact(SDIV, "2", "3")}, func(c *circuit) {
			r := &c.Chips.Signed[0]
			r.Sdiv, r.Smod, r.W, r.O = -1, 1, w(7), w(7)
			c.Two[0].Op = MUL
			c.claimed(w(7))
		}},
		{signedSigns, "a negative dividend passed off as positive", []Fact{fact(SDIV, "-6", "2"), fact(DIV, "-6", "2")}, func(c *circuit) {
			r := &c.Chips.Signed[0]
			o := fact(DIV, "-6", "2").Result()
			r.ASign, r.U, r.W, r.O = 0, r.A, wordOf(o), wordOf(o)
			c.claimed(r.O)
		}},
		{signedMirror, "another number in place of the absolute value", []Fact{fact(SDIV, "-6", "2"), fact(DIV, "8", "2"), fact(SUB, "0", "4")}, func(c *circuit) {
			r := &c.Chips.Signed[0]
			r.U, r.W, r.O = w(8), w(4), wordOf(number("-4"))
			c.claimed(r.O)
		}},
		{signedMirror, "SMOD with the sign of the divisor", []Fact{fact(SMOD, "-7", "3")}, func(c *circuit) {
			c.Chips.Signed[0].O = w(1)
			c.claimed(w(1))
		}},
		{signedSame, "−2^255 / −1 is 2^255 − 1", []Fact{fact(SDIV, "2^255", "-1")}, func(c *circuit) {
			o := number("2^255-1")
			c.Chips.Signed[0].O = wordOf(o)
			c.claimed(wordOf(o))
		}},
		{signedSame, "another dividend", []Fact{fact(SDIV, "6", "2"), fact(DIV, "8", "2")}, func(c *circuit) {
			r := &c.Chips.Signed[0]
			r.U, r.W, r.O = w(8), w(4), w(4)
			c.claimed(w(4))
		}},
		{signedSame, "SMOD of a positive dividend mirrored", []Fact{fact(SMOD, "7", "-3")}, func(c *circuit) {
			c.Chips.Signed[0].O = wordOf(number("-1"))
			c.claimed(c.Chips.Signed[0].O)
		}},
		{signedValue, "a result that no fact shows", []Fact{fact(SAR, "1", "6")}, func(c *circuit) {
			r := &c.Chips.Signed[0]
			r.W, r.O = w(4), w(4)
			c.claimed(w(4))
		}},
	}
}

func byteLies() []lie {
	return []lie{
		{byteFlags, "a 26th of BYTE makes ADD", []Fact{fact(BYTE, "31", "0x77")}, func(c *circuit) {
			c.Chips.Byte[0].Live = field(1, BYTE)
			c.Two[0].Op = ADD
		}},
		{byteFar, "the last byte passed off as beyond", []Fact{fact(BYTE, "31", "0x77"), fact(SHR, "256", "0x77")}, func(c *circuit) {
			r := &c.Chips.Byte[0]
			r.Far, r.W, r.O = 1, w(0), 0
			c.claimed(w(0))
		}},
		{byteFar, "byte 2^128 + 31", []Fact{fact(BYTE, "2^128+31", "0x77"), fact(SHR, "0", "0x77")}, func(c *circuit) {
			r := &c.Chips.Byte[0]
			r.Far, r.W, r.O = 0, w(0x77), 0x77
			c.claimed(w(0x77))
		}},
		{byteShift, "another byte", []Fact{fact(BYTE, "31", "0x77")}, func(c *circuit) {
			r := &c.Chips.Byte[0]
			r.W, r.O = w(0x78), 0x78
			c.claimed(w(0x78))
		}},
		{byteLow, "two bytes", []Fact{fact(BYTE, "31", "0x177")}, func(c *circuit) {
			c.Chips.Byte[0].O = 0x177
			c.claimed(w(0x177))
		}},
		{byteLow, "a byte and a fraction", []Fact{fact(BYTE, "31", "0x177")}, func(c *circuit) {
			c.Chips.Byte[0].O = 0x78
			c.claimed(w(0x78))
		}},
		{extendFlags, "an 11th of SIGNEXTEND makes ADD", []Fact{fact(SIGNEXTEND, "0", "0xff")}, func(c *circuit) {
			c.Chips.Extend[0].Live = field(1, SIGNEXTEND)
			c.Two[0].Op = ADD
		}},
		{extendFar, "a negative byte that is not extended", []Fact{fact(SIGNEXTEND, "0", "0xff"), fact(SIGNEXTEND, "31", "0xff")}, func(c *circuit) {
			r := &c.Chips.Extend[0]
			r.Far, r.W, r.O = 1, w(0xff), w(0xff)
			c.claimed(w(0xff))
		}},
		{extendFar, "byte 2^128 extended as byte 0", []Fact{fact(SIGNEXTEND, "2^128", "0xff"), fact(SIGNEXTEND, "0", "0xff")}, func(c *circuit) {
			r, byte0 := &c.Chips.Extend[0], &c.Chips.Extend[1]
			r.Far, r.W, r.O = 0, byte0.W, byte0.O
			c.claimed(byte0.O)
		}},
		{extendLeft, "another shifted value", []Fact{fact(SIGNEXTEND, "0", "0xff"), fact(SAR, "248", "0")}, func(c *circuit) {
			r := &c.Chips.Extend[0]
			r.W, r.O = w(0), w(0)
			c.claimed(w(0))
		}},
		{extendRight, "a result that no fact shows", []Fact{fact(SIGNEXTEND, "31", "2^256-1")}, func(c *circuit) {
			c.Chips.Extend[0].O = w(1)
			c.claimed(w(1))
		}},
		{clzFlags, "a 30th of CLZ makes ADD", []Fact{fact(CLZ, "5", "0")}, func(c *circuit) {
			c.Chips.Clz[0].Some = field(1, CLZ)
			c.Two[0].Op = ADD
		}},
		{clzOne, "one zero too many", []Fact{fact(CLZ, "5", "0")}, func(c *circuit) {
			c.Chips.Clz[0].O = 254
			c.claimed(w(254))
		}},
		{clzZero, "a number passed off as zero", []Fact{fact(CLZ, "2^128", "0")}, func(c *circuit) {
			r := &c.Chips.Clz[0]
			r.Some, r.None, r.O = 0, 1, 256
			c.claimed(w(256))
		}},
		{clzAll, "zero with seven zeros", []Fact{fact(CLZ, "0", "0")}, func(c *circuit) {
			c.Chips.Clz[0].O = 7
			c.claimed(w(7))
		}},
	}
}

func bitwiseLies() []lie {
	return []lie{
		{bitFlags, "OR twice less XOR makes AND", []Fact{fact(AND, "5", "6")}, func(c *circuit) {
			r := &c.Chips.Bitwise[0] // and the result is the sum
			r.Or, r.Xor = 2, -1
			c.claimed(w(11))
		}},
		{bitChunks, "OR with the result of AND", []Fact{fact(OR, "5", "4")}, func(c *circuit) {
			c.Chips.Bitwise[0].Low.And[0] = 5 // 5 + 4 − 5
			c.claimed(w(4))
		}},
		{bitChunks, "a chunk of more bits, and the next one less", []Fact{fact(AND, "19", "19")}, func(c *circuit) {
			r := &c.Chips.Bitwise[0].Low // 19 = 35 − 16, and 35 AND 19 = 3
			r.A[0], r.A[1], r.And[0], r.And[1] = 35, -1, 3, 0
			c.claimed(w(3))
		}},
		{bitChunks, "a result that moves between chunks", []Fact{fact(AND, "15", "15")}, func(c *circuit) {
			r := &c.Chips.Bitwise[0].Low
			r.And[0], r.And[1] = 0, 1
			c.claimed(w(16))
		}},
		{bitChunks, "a chunk that is a fraction", []Fact{fact(XOR, "8", "8")}, func(c *circuit) {
			r := &c.Chips.Bitwise[0].Low
			r.A[0], r.A[1], r.And[0] = 4, field(1, 4), 4
			c.claimed(w(8))
		}},
	}
}
