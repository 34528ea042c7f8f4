// SPDX-License-Identifier: Apache-2.0

package arith

import "github.com/holiman/uint256"

// The operations, by EVM opcode.
const (
	ADD        = 0x01
	MUL        = 0x02
	SUB        = 0x03
	DIV        = 0x04
	SDIV       = 0x05
	MOD        = 0x06
	SMOD       = 0x07
	ADDMOD     = 0x08
	MULMOD     = 0x09
	EXP        = 0x0a
	SIGNEXTEND = 0x0b
	LT         = 0x10
	GT         = 0x11
	SLT        = 0x12
	SGT        = 0x13
	EQ         = 0x14
	ISZERO     = 0x15
	AND        = 0x16
	OR         = 0x17
	XOR        = 0x18
	NOT        = 0x19
	BYTE       = 0x1a
	SHL        = 0x1b
	SHR        = 0x1c
	SAR        = 0x1d
	CLZ        = 0x1e
)

// Fact is one application of an operation: A is the top of the stack, B the next, N the modulus of ADDMOD and MULMOD.
// Operands that the operation does not take are zero.
type Fact struct {
	Op      byte
	A, B, N uint256.Int
}

// Result is what the EVM leaves on the stack; zero for an opcode that is not in the list above.
func (f Fact) Result() uint256.Int {
	var o uint256.Int
	a, b := &f.A, &f.B
	switch f.Op {
	case ADD:
		o.Add(a, b)
	case MUL:
		o.Mul(a, b)
	case SUB:
		o.Sub(a, b)
	case DIV:
		o.Div(a, b)
	case SDIV:
		o.SDiv(a, b)
	case MOD:
		o.Mod(a, b)
	case SMOD:
		o.SMod(a, b)
	case ADDMOD:
		o.AddMod(a, b, &f.N)
	case MULMOD:
		o.MulMod(a, b, &f.N)
	case EXP:
		o.Exp(a, b)
	case SIGNEXTEND:
		o.ExtendSign(b, a)
	default:
		return f.comparedOrBitwise()
	}
	return o
}

func (f Fact) comparedOrBitwise() uint256.Int {
	var o uint256.Int
	a, b := &f.A, &f.B
	switch f.Op {
	case LT:
		o = truth(a.Lt(b))
	case GT:
		o = truth(a.Gt(b))
	case SLT:
		o = truth(a.Slt(b))
	case SGT:
		o = truth(a.Sgt(b))
	case EQ:
		o = truth(a.Eq(b))
	case ISZERO:
		o = truth(a.IsZero())
	case AND:
		o.And(a, b)
	case OR:
		o.Or(a, b)
	case XOR:
		o.Xor(a, b)
	case NOT:
		o.Not(a)
	case BYTE:
		o = *new(uint256.Int).Set(b).Byte(a)
	case SHL, SHR, SAR:
		return f.shifted()
	case CLZ:
		o.SetUint64(uint64(256 - a.BitLen()))
	}
	return o
}

func (f Fact) shifted() uint256.Int {
	by := uint(wordBits)
	if f.A.LtUint64(wordBits) {
		by = uint(f.A.Uint64())
	}
	var o uint256.Int
	switch f.Op {
	case SHL:
		o.Lsh(&f.B, by)
	case SHR:
		o.Rsh(&f.B, by)
	case SAR:
		o.SRsh(&f.B, by)
	}
	return o
}

func truth(is bool) (o uint256.Int) {
	if is {
		o.SetOne()
	}
	return o
}

// wordBits is the width of an EVM word.
const wordBits = 256
