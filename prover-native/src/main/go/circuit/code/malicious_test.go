// SPDX-License-Identifier: Apache-2.0

package code

import (
	"math/big"
	"slices"
	"testing"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"github.com/consensys/gnark/frontend"
	"github.com/consensys/gnark/test"

	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/guard"
)

// The base patch: CALLDATALOAD(0) + SLOAD(0) gets a check that the slot at 1 is zero and a checked addition. Offsets:
//
//	old  0 PUSH1 0, 2 CALLDATALOAD, 3 PUSH1 0, 5 SLOAD, 6 JUMPDEST, 7 ADD, 8 PUSH1 0, 10 SSTORE, 11 JUMPDEST, 12 STOP, 13 metadata
//	new 13 entry, 14 PUSH1 1, 16 SLOAD, 17 ISZERO, 18 PUSH2 26, 21 JUMPI, 22 revert, 26 JUMPDEST, 27 checked ADD, 43 JUMPDEST,
//	    44 PUSH1 0, 46 SSTORE, 47 PUSH2 11, 50 JUMP, 51 metadata
var (
	baseMetadata = []byte{0xa1, 0x61, 0x78, 0x01, 0x00, 0x04}
	baseOld      = append([]byte{0x60, 0, 0x35, 0x60, 0, 0x54, 0x5b, 0x01, 0x60, 0, 0x55, 0x5b, 0}, baseMetadata...)
	baseNew      = slices.Concat(
		[]byte{0x60, 0, 0x35, 0x60, 0, 0x54, 0x5b, 0x61, 0, 13, 0x56, 0x5b, 0},
		[]byte{0x5b, 0x60, 1, 0x54, 0x15, 0x61, 0, 26, 0x57, 0x60, 0, 0x80, 0xfd, 0x5b},
		[]byte{0x80, 0x91, 0x01, 0x80, 0x91, 0x90, 0x10, 0x15, 0x61, 0, 43, 0x57, 0x60, 0, 0x80, 0xfd, 0x5b},
		[]byte{0x60, 0, 0x55, 0x61, 0, 11, 0x56}, baseMetadata)
	slotOne = [32]byte{31: 1}
)

func basePlan(t *testing.T) Plan {
	t.Helper()
	plan, err := Check(TestShape(), Input{
		Old: slices.Clone(baseOld), New: slices.Clone(baseNew), MaxSize: 1000, Metadata: true, GuardOnly: true,
		Slots: [][32]byte{slotOne}, Forbidden: [32]byte{0: 0x80},
	})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// solves tells whether an assignment satisfies the circuit.
func solves(c *Circuit) error {
	return test.IsSolved(New(TestShape()), c, ecc.BN254.ScalarField())
}

func assignPlan(t *testing.T, plan Plan) *Circuit {
	t.Helper()
	c, err := Assign(plan, testBlinds, fr.NewElement(1234567))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCircuit_AcceptsTheBasePatch(t *testing.T) {
	if err := solves(assignPlan(t, basePlan(t))); err != nil {
		t.Fatal(err)
	}
}

// add changes one column by n.
func add(column *frontend.Variable, n int64) {
	var value big.Int
	switch v := (*column).(type) {
	case int:
		value.SetInt64(int64(v))
	case byte:
		value.SetInt64(int64(v))
	case *big.Int:
		value.Set(v)
	case fr.Element:
		v.BigInt(&value)
	}
	*column = value.Add(&value, big.NewInt(n))
}

// TestCircuit_RejectsLyingColumns takes a correct assignment and lies in one group of columns, with the counts that the lie
// would need, so that only the named constraint is in the way.
func TestCircuit_RejectsLyingColumns(t *testing.T) {
	structural := func(t *testing.T) Plan { // no guards: codes are free of each other
		plan := basePlan(t)
		plan.GuardOnly, plan.BodyEnd, plan.Guards = false, 0, guard.Witness{}
		return plan
	}
	rowAt := func(c *Circuit, q int) *Row {
		for i := range c.Guards.Rows {
			if c.Guards.Rows[i].Position == q {
				return &c.Guards.Rows[i]
			}
		}
		t.Fatalf("no row at %d", q)
		return nil
	}
	for _, lie := range []struct {
		constraint string
		plan       func(*testing.T) Plan
		tell       func(c *Circuit)
	}{
		{"A opens to C and S", basePlan, func(c *Circuit) { c.Claim = 1 }},
		{"y is the evaluation at z", basePlan, func(c *Circuit) { c.Evaluation = 1 }},
		{"z is the point of evaluation", basePlan, func(c *Circuit) { c.Challenge = 5 }},
		{"C contains b_c", basePlan, func(c *Circuit) { add(&c.New.CommitmentBlind, 1) }},
		{"S contains bodyEnd", basePlan, func(c *Circuit) { add(&c.Parameters.BodyEnd, 1) }},
		{"B contains the slots", basePlan, func(c *Circuit) { add(&c.Parameters.Slots[7], 1) }},
		{"chunk is its bytes (new)", structural, func(c *Circuit) {
			c.New.Bytes[1] = 9 // a push immediate
			add(&c.New.DataUse[0], -1)
			add(&c.New.DataUse[9], 1)
		}},
		{"chunk is its bytes (old)", structural, func(c *Circuit) {
			c.Old.Bytes[1] = 9
			add(&c.Old.ByteUse[0], -1)
			add(&c.Old.ByteUse[9], 1)
		}},
		{"new byte is below 256", structural, func(c *Circuit) {
			c.New.Bytes[3], c.New.Bytes[4] = 0x5f, 256 // the same chunk
			add(&c.New.OpcodeUse[0x60], -1)
			add(&c.New.OpcodeUse[0x5f], 1)
		}},
		{"old byte is below 256", structural, func(c *Circuit) {
			c.Old.Bytes[0], c.Old.Bytes[1] = 0x5f, 256
			add(&c.Old.ByteUse[0x60], -1)
			add(&c.Old.ByteUse[0x5f], 1)
		}},
		{"no instruction starts in push data", structural, func(c *Circuit) {
			// byte 1, the immediate of PUSH1, becomes an instruction; one byte stays due to the end
			for j := 1; j < len(c.New.PushData); j++ {
				add(&c.New.PushData[j], 1)
			}
			add(&c.New.DataUse[0], -1)
			add(&c.New.OpcodeUse[0], 1)
		}},
		{"push data ends", structural, func(c *Circuit) {
			// from the last byte on, an instruction is passed off as push data
			last := len(c.New.PushData) - 1
			add(&c.New.PushData[last], -1)
			add(&c.New.OpcodeUse[0], -1)
			add(&c.New.DataUse[0], 1)
		}},
		{"bits of the opcode set are bits", basePlan, func(c *Circuit) {
			// 2·bit 3 instead of bit 4: the packed set, and so S, stays the same
			c.Parameters.Forbidden[254], c.Parameters.Forbidden[255] = 2, 0
		}},
		{"declared slots are counted", basePlan, func(c *Circuit) { c.Parameters.SlotActive[1] = 1 }},
		{"chunks beyond bodyEnd are beyond", basePlan, func(c *Circuit) {
			for k := 1; k < len(c.Guards.ChunkBeyond); k++ {
				c.Guards.ChunkBeyond[k] = 0
			}
		}},
		{"chunk 0 is not beyond", structural, func(c *Circuit) {
			c.Guards.ChunkBeyond[0] = 1 // 31·(−1) + 31 = 0, too
			c.Guards.OffsetBeyond = zeros(len(c.Guards.OffsetBeyond))
		}},
		{"chunks beyond bodyEnd are bits in one step", basePlan, func(c *Circuit) {
			c.Guards.ChunkBeyond[10], c.Guards.ChunkBeyond[11] = 2, 0 // the same sum, where both codes are zero
		}},
		{"offsets beyond bodyEnd are bits in one step", basePlan, func(c *Circuit) {
			c.Guards.OffsetBeyond[12], c.Guards.OffsetBeyond[19] = 1, 0 // the same sum, where both codes agree
		}},
		{"a stub's position is counted once", basePlan, func(c *Circuit) { c.Guards.StubAt[2] = 1 }},
		{"live is a bit", basePlan, func(c *Circuit) {
			c.Guards.Stubs[1] = c.Guards.Stubs[0] // twice and minus once is once
			c.Guards.Stubs[0].Live, c.Guards.Stubs[1].Live = 2, -1
		}},
		{"a stub reads PUSH2 and JUMP in new code", basePlan, func(c *Circuit) {
			c.Guards.Stubs[1] = Stub{Live: 1, At: 2, High: 0, Low: 13}
			c.Guards.StubAt[2] = 1
		}},
		{"a stub leads to an entry for its position", basePlan, func(c *Circuit) {
			c.Guards.Stubs[0].Low = 26
		}},
		{"only entries provide entries", basePlan, func(c *Circuit) {
			add(&rowAt(c, 13).EntryUse, -1)
			add(&rowAt(c, 14).EntryUse, 1)
		}},
		{"a row's byte is new code's", basePlan, func(c *Circuit) {
			r := rowAt(c, 17) // ISZERO becomes NOT, as the rules allow
			r.Byte = 0x19
			moveRule(c, opIsZeroRule, opNotRule)
		}},
		{"a terminal row is terminal by rule", basePlan, func(c *Circuit) { rowAt(c, 17).Terminal = 1 }},
		{"a copy advances by rule", basePlan, func(c *Circuit) { rowAt(c, 44).Advance = 0 }},
		{"a jump needs its entry by rule", basePlan, func(c *Circuit) {
			rowAt(c, 21).Jump = 0
			add(&rowAt(c, 26).EntryUse, -1)
		}},
		{"a way back is checked by rule", basePlan, func(c *Circuit) { rowAt(c, 50).Continue = 0 }},
		{"a read slot is declared by rule", basePlan, func(c *Circuit) {
			rowAt(c, 16).Sload = 0
			c.Guards.SlotUse[0] = 0
		}},
		{"push data is read by rule", basePlan, func(c *Circuit) { rowAt(c, 15).Data = 0 }},
		{"the height is counted", basePlan, func(c *Circuit) {
			add(&rowAt(c, 16).Height, 1)
			add(&c.Guards.HeightUse[0], -1)
			add(&c.Guards.HeightUse[1], 1)
		}},
		{"old positions follow each other", basePlan, func(c *Circuit) {
			// the SSTORE at 10 is fetched again for the JUMPDEST behind it
			add(&rowAt(c, 47).OldPosition, 1)
		}},
		{"modes follow each other", basePlan, func(c *Circuit) {
			rowAt(c, 17).Mode = int(guard.Pushed)
			moveRule(c, opIsZeroRule, opIsZeroPushedRule)
		}},
		{"the last row ends", basePlan, func(c *Circuit) {
			last := &c.Guards.Rows[len(c.Guards.Rows)-1]
			uses := *rowAt(c, 13)
			uses.EntryUse = 0
			*last = uses
			add(&c.Guards.RuleUse[guard.UnusedRule(0x60)], -1)
			add(&c.Guards.RuleUse[ruleIndex(func(r guard.Rule) bool { return r.In == guard.Neutral && r.Entry })], 1)
			add(&c.New.Fetches[0], -1)
			add(&c.New.Fetches[13], 1)
		}},
		{"metadata bits are a prefix", basePlan, func(c *Circuit) {
			// the zeros behind both codes are compared in place of the metadata
			m, n := &c.Metadata, len(baseMetadata)
			for i := range n {
				m.Active[i], m.Active[n+i], m.Bytes[n+i], m.E[n+i] = 0, 1, 0, 1
				add(&c.New.Fetches[len(baseNew)-n+i], -1)
				add(&c.Old.Fetches[len(baseOld)-n+i], -1)
				add(&c.New.Fetches[len(baseNew)+i], 1)
				add(&c.Old.Fetches[len(baseOld)+i], 1)
			}
		}},
		{"metadata bits are bits", basePlan, func(c *Circuit) {
			// the first byte counts twice, the last is not compared
			m, last := &c.Metadata, len(baseMetadata)-1
			m.Active[0], m.Active[last] = 2, 0
			add(&c.New.Fetches[len(baseNew)-last-1], 1)
			add(&c.Old.Fetches[len(baseOld)-last-1], 1)
			add(&c.New.Fetches[len(baseNew)-1], -1)
			add(&c.Old.Fetches[len(baseOld)-1], -1)
		}},
		{"code has at least one byte", structural, claimLength(-1)},
		{"as many metadata bytes as claimed", basePlan, func(c *Circuit) {
			c.Metadata.Active[5] = 0
			add(&c.New.Fetches[len(baseNew)-1], -1)
			add(&c.Old.Fetches[len(baseOld)-1], -1)
		}},
	} {
		t.Run(lie.constraint, func(t *testing.T) {
			c := assignPlan(t, lie.plan(t))
			lie.tell(c)
			if solves(c) == nil {
				t.Fatal("the lie was accepted")
			}
		})
	}
}

func ruleIndex(match func(guard.Rule) bool) int { return slices.IndexFunc(guard.Rules(), match) }

func ruleFor(in guard.Mode, op int) int {
	return ruleIndex(func(r guard.Rule) bool { return r.In == in && r.V == op && r.E > 0 && !r.Advance })
}

var (
	opIsZeroRule       = ruleFor(guard.Neutral, 0x15)
	opIsZeroPushedRule = ruleFor(guard.Pushed, 0x15)
	opNotRule          = ruleFor(guard.Neutral, 0x19)
)

// moveRule changes which rule is counted for one row.
func moveRule(c *Circuit, from, to int) {
	add(&c.Guards.RuleUse[from], -1)
	add(&c.Guards.RuleUse[to], 1)
}

// claimLength commits to another length and recomputes everything that follows from it.
func claimLength(n int64) func(c *Circuit) {
	return func(c *Circuit) {
		var length fr.Element
		length.SetInt64(n)
		elements := make([]fr.Element, 0, commitment.ChunkSlots+3)
		for _, v := range c.New.binding().Elements() {
			var e fr.Element
			if _, err := e.SetInterface(v); err != nil {
				panic(err)
			}
			elements = append(elements, e)
		}
		elements[len(elements)-1] = length
		plan := Input{Old: baseOld, Forbidden: [32]byte{0: 0x80}, Slots: [][32]byte{slotOne}}
		oldCode, err := commitment.OldCode(plan.Old)
		if err != nil {
			panic(err)
		}
		secret, err := commitment.SecretParameters(testBlinds.Parameters, plan.Forbidden, plan.Slots)
		if err != nil {
			panic(err)
		}
		var y, was fr.Element
		y.SetInterface(c.Evaluation)
		was.SetInterface(c.New.Length)
		y.Sub(&y, &was).Add(&y, &length)
		c.Evaluation, c.New.Length = y, length
		// metadata starts elsewhere now: claim none
		c.Metadata = Metadata{zeros(len(c.Metadata.Active)), zeros(len(c.Metadata.Active)), zeros(len(c.Metadata.Active))}
		c.Parameters.MetadataLen = 0
		c.Claim = commitment.Claim(commitment.Hash(commitment.TagNewCode, elements),
			commitment.Statement(oldCode, TestShape().Name, 1000, 0, 0, secret))
		for i := range baseMetadata {
			add(&c.New.Fetches[len(baseNew)-1-i], -1)
			add(&c.Old.Fetches[len(baseOld)-1-i], -1)
		}
	}
}

func zeros(n int) []frontend.Variable {
	column := make([]frontend.Variable, n)
	for i := range column {
		column[i] = 0
	}
	return column
}
