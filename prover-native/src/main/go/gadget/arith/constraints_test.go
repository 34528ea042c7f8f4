// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// costs measures each chip by compiling n rows and 8 more. Forty rows are beyond the length from which gnark folds a sum, once.
func costs(t *testing.T) string {
	var out strings.Builder
	for _, c := range []struct {
		name   string
		rows   int
		target int
		of     func(n int) Capacity
	}{
		{"ALU", 40, 55, func(n int) Capacity { return Capacity{ALU: n} }},
		{"Mul", 40, 175, func(n int) Capacity { return Capacity{Mul: n} }},
		{"Bitwise-4", 8, 210, func(n int) Capacity { return Capacity{Bitwise: n} }},
		{"Bitwise-5", 40, 175, func(n int) Capacity { return Capacity{Bitwise: n} }},
		{"Bitwise-6", 200, 150, func(n int) Capacity { return Capacity{Bitwise: n} }},
		{"Bitwise-7", 800, 150, func(n int) Capacity { return Capacity{Bitwise: n} }},
		{"Shift", 40, 175 - 136, func(n int) Capacity { return Capacity{Shift: n} }},
		{"Compare", 40, 200, func(n int) Capacity { return Capacity{Compare: n} }},
		{"Signed", 40, 200, func(n int) Capacity { return Capacity{Signed: n} }},
		{"Byte", 40, 200, func(n int) Capacity { return Capacity{Byte: n} }},
		{"Extend", 40, 200, func(n int) Capacity { return Capacity{Extend: n} }},
		{"Clz", 40, 200, func(n int) Capacity { return Capacity{Clz: n} }},
		{"Mod3", 40, 350, func(n int) Capacity { return Capacity{Mod3: n} }},
		{"Exp", 40, 200, func(n int) Capacity { return Capacity{Exp: n} }},
	} {
		one, two := size(t, c.of(c.rows)), size(t, c.of(c.rows+8))
		if (two-one)%8 != 0 {
			t.Errorf("%s: 8 rows have %d constraints", c.name, two-one)
		}
		row := (two - one) / 8
		if row > c.target {
			t.Errorf("%s has %d constraints per row, the budget is %d", c.name, row, c.target)
		}
		fmt.Fprintf(&out, "%s %d %d\n", c.name, row, one-c.rows*row-size(t, Capacity{}))
	}
	return out.String()
}

func size(t *testing.T, c Capacity) int { return compile(t, newCircuit(c, 0, 0)).GetNbConstraints() }

// TestConstraints_AreFrozenAndWithinBudget compares with constraints.txt: chip, R1CS per row with its entries, fixed table.
func TestConstraints_AreFrozenAndWithinBudget(t *testing.T) {
	frozen, err := os.ReadFile("constraints.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got := costs(t); got != string(frozen) {
		t.Errorf("constraints.txt says\n%sbut it is\n%s", frozen, got)
	}
}
