// SPDX-License-Identifier: Apache-2.0

package code

import (
	"math/big"
	"slices"
	"testing"

	"suture.dev/prover-native/guard"
)

// forge changes a byte of new code and gives the row there, and the rows of that instruction, rules that allow the new byte,
// as a prover would who has the constraint system but not the checks before it.
func forge(t *testing.T, plan Plan, at int, value byte) Plan {
	t.Helper()
	plan.New = slices.Clone(plan.New)
	plan.New[at] = value
	plan.Guards.Rows = slices.Clone(plan.Guards.Rows)
	for i, row := range plan.Guards.Rows {
		if row.Q != at {
			continue
		}
		old := guard.Rules()[row.Rule]
		index := ruleIndex(func(r guard.Rule) bool {
			return r.In == old.In && r.Out == old.Out && r.V == int(value) && (r.E == 0) == (old.E == 0) && r.Advance == old.Advance &&
				r.Data == old.Data && r.Jump == old.Jump && r.Continue == old.Continue
		})
		if index < 0 {
			t.Fatalf("no rule allows byte %#x at %d", value, at)
		}
		plan.Guards.Rows[i].Rule = index
	}
	recomputeImmediates(plan.Guards.Rows)
	return plan
}

func recomputeImmediates(rows []guard.Row) {
	last := new(big.Int)
	for i := range rows {
		imm := new(big.Int)
		if rule := guard.Rules()[rows[i].Rule]; rule.Data {
			imm.Add(imm.Lsh(last, 8), big.NewInt(int64(rule.V)))
		}
		rows[i].Imm = imm
		last = imm
	}
}

// TestCircuit_RejectsForgedPatches builds whole witnesses for patches that are not what they claim.
func TestCircuit_RejectsForgedPatches(t *testing.T) {
	for _, forgery := range []struct {
		what string
		make func(t *testing.T) Plan
	}{
		{"code longer than claimed", func(t *testing.T) Plan {
			plan := basePlan(t)
			plan.MaxSize = len(plan.New) - 1
			return plan
		}},
		{"a forbidden opcode as an instruction", func(t *testing.T) Plan {
			plan := basePlan(t)
			plan.Forbidden[31-0x54/8] |= 1 << (0x54 % 8)
			return plan
		}},
		{"code that starts with 0xEF", func(t *testing.T) Plan {
			plan := basePlan(t)
			plan.New, plan.GuardOnly, plan.BodyEnd, plan.Guards = slices.Clone(plan.New), false, 0, guard.Witness{}
			plan.New[0] = 0xEF
			return plan
		}},
		{"another immediate in the body", func(t *testing.T) Plan { return forge(t, basePlan(t), 1, 7) }},
		{"INVALID as an immediate in the body", func(t *testing.T) Plan { return forge(t, basePlan(t), 1, 0xfe) }},
		{"another instruction in the body", func(t *testing.T) Plan { return forge(t, basePlan(t), 2, 0x19) }},
		{"another immediate in a copy", func(t *testing.T) Plan { return forge(t, basePlan(t), 45, 7) }},
		{"another instruction in a copy", func(t *testing.T) Plan { return forge(t, basePlan(t), 46, 0x50) }},
		{"a way back to another place", func(t *testing.T) Plan { return forge(t, basePlan(t), 49, 6) }},
		{"a check that jumps past the addition", func(t *testing.T) Plan { return forge(t, basePlan(t), 20, 43) }},
		{"a checked addition that jumps past the copy", func(t *testing.T) Plan { return forge(t, basePlan(t), 37, 26) }},
		{"a read of an undeclared slot", func(t *testing.T) Plan { return forge(t, basePlan(t), 15, 2) }},
		{"a checked addition in place of another instruction", func(t *testing.T) Plan {
			plan := basePlan(t)
			plan.Old = slices.Clone(plan.Old)
			plan.Old[7] = 0x03 // SUB
			return plan
		}},
		{"a value left on the stack", func(t *testing.T) Plan {
			// ISZERO becomes DUP1: one more value is there when the copy begins
			plan := forge(t, basePlan(t), 17, 0x80)
			for i := range plan.Guards.Rows {
				if q := plan.Guards.Rows[i].Q; q >= 18 && q <= 26 {
					plan.Guards.Rows[i].H++
				}
			}
			return plan
		}},
		{"a guard that swaps the caller's stack", func(t *testing.T) Plan {
			plan := forge(t, basePlan(t), 17, 0x90) // SWAP1 with one value of its own
			return plan
		}},
		{"a skipped check", func(t *testing.T) Plan {
			plan := basePlan(t)
			rows := slices.Clone(plan.Guards.Rows)
			from := slices.IndexFunc(rows, func(r guard.Row) bool { return r.Q == 14 })
			to := slices.IndexFunc(rows, func(r guard.Row) bool { return r.Q == 26 })
			plan.Guards.Rows = slices.Concat(rows[:from], rows[to:])
			return plan
		}},
		{"other metadata", func(t *testing.T) Plan {
			return forge(t, basePlan(t), len(baseNew)-3, 2)
		}},
	} {
		t.Run(forgery.what, func(t *testing.T) {
			plan := forgery.make(t)
			if _, err := Check(plan.Shape, plan.Input); err == nil && forgery.what != "a skipped check" {
				t.Error("the native check accepts it")
			}
			c := assignForged(t, plan)
			if solves(c) == nil {
				t.Fatal("the forgery was accepted")
			}
		})
	}
}

// assignForged fills the columns; heights outside the table are counted nowhere.
func assignForged(t *testing.T, plan Plan) *Circuit {
	t.Helper()
	for i := range plan.Guards.Rows {
		row := plan.Guards.Rows[i]
		if rule := guard.Rules()[row.Rule]; row.H < rule.MinH {
			// Assign indexes by h − MinH, which is negative here: count it as 0 and correct the column after.
			plan.Guards.Rows[i].H = rule.MinH
			c := assignForged(t, plan)
			c.Guards.Rows[i].Height = row.H
			return c
		}
	}
	return assignPlan(t, plan)
}
