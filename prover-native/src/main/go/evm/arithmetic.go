// SPDX-License-Identifier: Apache-2.0

package evm

// They set z from operands given top of the stack first, as uint256's methods do.
type (
	unaryFunc  = func(z, x *Word) *Word
	binaryFunc = func(z, x, y *Word) *Word
)

func arithmetic() map[byte]operation {
	return map[byte]operation{
		0x01: binary("ADD", (*Word).Add),
		0x02: binary("MUL", (*Word).Mul),
		0x03: binary("SUB", (*Word).Sub),
		0x04: binary("DIV", (*Word).Div),
		0x05: binary("SDIV", (*Word).SDiv),
		0x06: binary("MOD", (*Word).Mod),
		0x07: binary("SMOD", (*Word).SMod),
		0x08: ternary("ADDMOD", (*Word).AddMod),
		0x09: ternary("MULMOD", (*Word).MulMod),
		0x0a: binary("EXP", (*Word).Exp),
		0x0b: binary("SIGNEXTEND", func(z, index, x *Word) *Word { return z.ExtendSign(x, index) }),
		0x10: comparison("LT", (*Word).Lt),
		0x11: comparison("GT", (*Word).Gt),
		0x12: comparison("SLT", (*Word).Slt),
		0x13: comparison("SGT", (*Word).Sgt),
		0x14: comparison("EQ", (*Word).Eq),
		0x15: unary("ISZERO", func(z, x *Word) *Word { return setBool(z, x.IsZero()) }),
		0x16: binary("AND", (*Word).And),
		0x17: binary("OR", (*Word).Or),
		0x18: binary("XOR", (*Word).Xor),
		0x19: unary("NOT", (*Word).Not),
		0x1a: binary("BYTE", func(z, index, x *Word) *Word { return z.Set(x).Byte(index) }),
		0x1b: binary("SHL", func(z, shift, x *Word) *Word { return z.Lsh(x, shiftBits(shift)) }),
		0x1c: binary("SHR", func(z, shift, x *Word) *Word { return z.Rsh(x, shiftBits(shift)) }),
		0x1d: binary("SAR", func(z, shift, x *Word) *Word { return z.SRsh(x, shiftBits(shift)) }),
		0x1e: unary("CLZ", func(z, x *Word) *Word { return z.SetUint64(uint64(256 - x.BitLen())) }),
	}
}

// shiftBits returns 256 for every larger shift: nothing but the sign is left then.
func shiftBits(shift *Word) uint {
	if shift.LtUint64(256) {
		return uint(shift.Uint64())
	}
	return 256
}

func setBool(z *Word, b bool) *Word {
	if b {
		return z.SetOne()
	}
	return z.Clear()
}

func unary(name string, f unaryFunc) operation {
	return operation{name: name, pops: 1, pushes: 1, run: func(a *activation, step *Step) error {
		var z Word
		a.push(step, f(&z, &step.Pops[0]))
		return nil
	}}
}

func binary(name string, f binaryFunc) operation {
	return operation{name: name, pops: 2, pushes: 1, run: func(a *activation, step *Step) error {
		var z Word
		a.push(step, f(&z, &step.Pops[0], &step.Pops[1]))
		return nil
	}}
}

func comparison(name string, f func(x, y *Word) bool) operation {
	return binary(name, func(z, x, y *Word) *Word { return setBool(z, f(x, y)) })
}

func ternary(name string, f func(z, x, y, m *Word) *Word) operation {
	return operation{name: name, pops: 3, pushes: 1, run: func(a *activation, step *Step) error {
		var z Word
		a.push(step, f(&z, &step.Pops[0], &step.Pops[1], &step.Pops[2]))
		return nil
	}}
}
