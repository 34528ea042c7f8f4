// SPDX-License-Identifier: Apache-2.0

package arith

import "fmt"

// Capacity is the number of rows of each chip. A fact takes a row of its chip, and those of the facts it is derived from:
//
//	ALU       ADD SUB LT GT EQ ISZERO NOT
//	Mul       MUL DIV MOD; DIV and MOD of the same operands share a row
//	Bitwise   AND OR XOR
//	Shift     SHL SHR              a Mul row; an ALU row for shifts from 256 on
//	Compare   SLT SGT              an ALU row
//	Signed    SDIV SMOD SAR        a Mul row (SAR: a Shift row, too); an ALU row per negative operand or result
//	Byte      BYTE                 an ALU row, a Shift row
//	Extend    SIGNEXTEND           an ALU row, two Shift rows, a Signed row
//	Clz       CLZ                  a Shift row
//	Mod3      ADDMOD MULMOD
//	Exp       EXP                  rows by the exponent (see ExpRow), a Mul row each
type Capacity struct {
	ALU, Mul, Bitwise, Shift, Compare, Signed, Byte, Extend, Clz, Mod3, Exp int
}

// CapacityError says which chip has too few rows.
type CapacityError struct {
	Chip       string
	Need, Have int
}

func (e *CapacityError) Error() string {
	return fmt.Sprintf("arith: chip %s has %d rows, the facts need %d", e.Chip, e.Have, e.Need)
}

// Need is what these facts would take. Facts that Assign refuses take nothing.
func Need(facts []Fact) Capacity {
	p := newPlan()
	for _, f := range facts {
		if f.check() == nil {
			p.add(f)
		}
	}
	n := func(c chip) int { return len(p.rows[c]) }
	return Capacity{n(alu), n(mul), n(bitwise), n(shift), n(compare), n(signed), n(byteOf), n(extend), n(clz), n(mod3), n(exp)}
}

type chip int

const (
	alu chip = iota
	mul
	bitwise
	shift
	compare
	signed
	byteOf
	extend
	clz
	mod3
	exp
	chips
)

var chipNames = [chips]string{"ALU", "Mul", "Bitwise", "Shift", "Compare", "Signed", "Byte", "Extend", "Clz", "Mod3", "Exp"}

// chipOf tells which chip proves an operation.
var chipOf = map[byte]chip{
	ADD: alu, SUB: alu, LT: alu, GT: alu, EQ: alu, ISZERO: alu, NOT: alu, MUL: mul, DIV: mul, MOD: mul, AND: bitwise, OR: bitwise,
	XOR: bitwise, SHL: shift, SHR: shift, SLT: compare, SGT: compare, SDIV: signed, SMOD: signed, SAR: signed, BYTE: byteOf,
	SIGNEXTEND: extend, CLZ: clz, ADDMOD: mod3, MULMOD: mod3, EXP: exp,
}

// partsOf gives the facts that a row of a chip queries.
var partsOf = map[chip]func(Fact) []Fact{
	shift: shiftParts, compare: compareParts, signed: signedParts, byteOf: byteParts, extend: extendParts, clz: clzParts, exp: expParts,
}

// check refuses what no chip proves.
func (f Fact) check() error {
	c, known := chipOf[f.Op]
	switch {
	case !known:
		return fmt.Errorf("arith: no chip proves opcode 0x%02x", f.Op)
	case (f.Op == ISZERO || f.Op == NOT || f.Op == CLZ) && !f.B.IsZero():
		return fmt.Errorf("arith: opcode 0x%02x takes one operand, B must be zero", f.Op)
	case c != mod3 && !f.N.IsZero():
		return fmt.Errorf("arith: opcode 0x%02x takes no modulus, N must be zero", f.Op)
	}
	return nil
}

// plan gathers the rows of each chip, in the order of first need.
type plan struct {
	seen map[Fact]bool
	rows [chips][]Fact
}

func newPlan() *plan { return &plan{seen: map[Fact]bool{}} }

func (p *plan) add(f Fact) {
	todo := []Fact{f}
	for len(todo) > 0 {
		next := todo[0].sharing()
		todo = todo[1:]
		if p.seen[next] {
			continue
		}
		p.seen[next] = true
		c := chipOf[next.Op]
		p.rows[c] = append(p.rows[c], next)
		if parts := partsOf[c]; parts != nil {
			todo = append(todo, parts(next)...)
		}
	}
}

// sharing makes one of facts that share a row.
func (f Fact) sharing() Fact {
	if f.Op == MOD && !f.B.IsZero() {
		f.Op = DIV
	}
	return f
}
