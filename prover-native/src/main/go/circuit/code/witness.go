// SPDX-License-Identifier: Apache-2.0

package code

import (
	"math/big"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/guard"
)

// Blinds hide the code commitment, the evaluation and the secret parameters.
type Blinds struct{ Commitment, Evaluation, Parameters fr.Element }

// Commitments are the values that stand for a patch in public.
type Commitments struct {
	OldCode, NewCode, SecretParameters, Statement, Claim fr.Element
}

// Commit computes C_old, C, B, S and A for a checked patch.
func Commit(plan Plan, blinds Blinds) (Commitments, error) {
	var c Commitments
	var err error
	if c.OldCode, err = commitment.OldCode(plan.Old); err != nil {
		return c, err
	}
	if c.NewCode, err = commitment.NewCode(plan.New, blinds.Commitment, blinds.Evaluation); err != nil {
		return c, err
	}
	if c.SecretParameters, err = commitment.SecretParameters(blinds.Parameters, plan.Forbidden, plan.Slots); err != nil {
		return c, err
	}
	c.Statement = commitment.Statement(c.OldCode, plan.Shape.Name, plan.MaxSize, plan.MetadataLen, plan.BodyEnd, c.SecretParameters)
	c.Claim = commitment.Claim(c.NewCode, c.Statement)
	return c, nil
}

// Assign fills every column for a checked patch at challenge z.
func Assign(plan Plan, blinds Blinds, z fr.Element) (*Circuit, error) {
	commitments, err := Commit(plan, blinds)
	if err != nil {
		return nil, err
	}
	y, err := commitment.Evaluate(plan.New, blinds.Evaluation, plan.Old, z)
	if err != nil {
		return nil, err
	}
	c := New(plan.Shape)
	c.Claim, c.Challenge, c.Evaluation = commitments.Claim, z, y
	t := &tally{}
	t.start(plan)
	c.assignCodes(plan, blinds, t)
	c.assignParameters(plan, blinds)
	c.assignGuards(plan, t)
	c.assignMetadata(plan, t)
	t.store(c)
	return c, nil
}

// tally counts how often each table entry is used.
type tally struct {
	e                                             []int // E of each byte of new code
	dataUse, opcodeUse, byteUse                   [256]int
	newFetches, oldFetches, stubAt, rules, height []int
	slots                                         [commitment.MaxSlots]int
}

func (t *tally) start(plan Plan) {
	n := plan.Shape.Bytes()
	t.newFetches, t.oldFetches, t.stubAt = make([]int, n), make([]int, n), make([]int, n)
	t.rules, t.height = make([]int, len(guard.Rules())), make([]int, heights)
	t.e = make([]int, n)
	padded := padTo(plan.New, n)
	for pc := 0; pc < n; pc += t.e[pc] {
		t.e[pc] = 1 + guard.PushLength(int(padded[pc]))
	}
}

func (t *tally) store(c *Circuit) {
	copyCounts(c.New.DataUse, t.dataUse[:])
	copyCounts(c.New.OpcodeUse, t.opcodeUse[:])
	copyCounts(c.New.Fetches, t.newFetches)
	copyCounts(c.Old.ByteUse, t.byteUse[:])
	copyCounts(c.Old.Fetches, t.oldFetches)
	copyCounts(c.Guards.StubAt, t.stubAt)
	copyCounts(c.Guards.RuleUse, t.rules)
	copyCounts(c.Guards.HeightUse, t.height)
	copyCounts(c.Guards.SlotUse[:], t.slots[:])
}

func copyCounts(column []frontend.Variable, counts []int) {
	for i, n := range counts {
		column[i] = n
	}
}

func padTo(code []byte, n int) []byte {
	padded := make([]byte, n)
	copy(padded, code)
	return padded
}

func (c *Circuit) assignCodes(plan Plan, blinds Blinds, t *tally) {
	newBytes, oldBytes := padTo(plan.New, len(c.New.Bytes)), padTo(plan.Old, len(c.Old.Bytes))
	c.New.Length, c.New.CommitmentBlind, c.New.EvaluationBlind = len(plan.New), blinds.Commitment, blinds.Evaluation
	due := 0
	for j, v := range newBytes {
		c.New.Bytes[j] = v
		if t.e[j] > 0 {
			t.opcodeUse[v]++
		} else {
			t.dataUse[v]++
		}
		due += t.e[j] - 1
		c.New.PushData[j] = due
	}
	c.Old.Length = len(plan.Old)
	for j, v := range oldBytes {
		c.Old.Bytes[j] = v
		t.byteUse[v]++
	}
	assignChunks(c.New.Chunks, newBytes)
	assignChunks(c.Old.Chunks, oldBytes)
}

func assignChunks(chunks []frontend.Variable, bytes []byte) {
	for k := range chunks {
		chunks[k] = new(big.Int).SetBytes(bytes[k*commitment.ChunkBytes : (k+1)*commitment.ChunkBytes])
	}
}

func (c *Circuit) assignParameters(plan Plan, blinds Blinds) {
	p := &c.Parameters
	p.MaxSize, p.MetadataLen, p.BodyEnd, p.Blind = plan.MaxSize, plan.MetadataLen, plan.BodyEnd, blinds.Parameters
	for op := range p.Forbidden {
		p.Forbidden[op] = bit(forbids(plan.Forbidden, op))
	}
	p.SlotCount = len(plan.Slots)
	for i, slot := range commitment.SlotElements(plan.Slots) {
		p.Slots[i] = slot
		p.SlotActive[i] = bit(i < len(plan.Slots))
	}
}

func (c *Circuit) assignGuards(plan Plan, t *tally) {
	g := &c.Guards
	for k := range g.ChunkBeyond {
		g.ChunkBeyond[k] = bit(k > plan.BodyEnd/commitment.ChunkBytes)
	}
	for i := range g.OffsetBeyond {
		g.OffsetBeyond[i] = bit(i >= plan.BodyEnd%commitment.ChunkBytes)
	}
	rows := plan.Guards.Rows
	entryUse := c.assignStubs(plan, t)
	for i, row := range rows {
		if rule := guard.Rules()[row.Rule]; rule.Jump {
			entryUse[entryKey{int(rows[i-1].Imm.Int64()), row.P, row.H + rule.DH, rule.Target}]++
		}
	}
	for i := range g.Rows {
		if i < len(rows) {
			g.Rows[i] = c.assignRow(plan, rows, i, entryUse, t)
		} else {
			g.Rows[i] = c.unusedRow(plan, t)
		}
	}
}

type entryKey struct {
	q, p, h int
	mode    guard.Mode
}

func (c *Circuit) assignStubs(plan Plan, t *tally) map[entryKey]int {
	entryUse := map[entryKey]int{}
	for i := range c.Guards.Stubs {
		if i >= len(plan.Guards.Stubs) {
			c.Guards.Stubs[i] = Stub{0, 0, 0, 0}
			continue
		}
		stub := plan.Guards.Stubs[i]
		c.Guards.Stubs[i] = Stub{1, stub.At, stub.Target >> 8, stub.Target & 0xff}
		t.stubAt[stub.At]++
		for j := range stubBytes {
			t.newFetches[stub.At+j]++
		}
		entryUse[entryKey{stub.Target, stub.At, 0, guard.Neutral}]++
	}
	return entryUse
}

// assignRow copies a row of the witness. The first row that provides an entry carries all its uses.
func (c *Circuit) assignRow(plan Plan, rows []guard.Row, i int, entryUse map[entryKey]int, t *tally) Row {
	row := rows[i]
	rule := guard.Rules()[row.Rule]
	uses := 0
	if rule.Entry {
		key := entryKey{row.Q, row.P, row.H, rule.Target}
		uses = entryUse[key]
		delete(entryUse, key)
	}
	t.rules[row.Rule]++
	t.newFetches[row.Q]++
	t.height[row.H-rule.MinH]++
	if rule.Advance {
		t.oldFetches[row.P]++
	}
	if rule.Sload {
		t.countSlot(plan.Slots, rows[i-1].Imm)
	}
	return rowOf(rule, row, uses)
}

func (t *tally) countSlot(slots [][32]byte, slot *big.Int) {
	for i := range slots {
		if new(big.Int).SetBytes(slots[i][:]).Cmp(slot) == 0 {
			t.slots[i]++
			return
		}
	}
}

func rowOf(rule guard.Rule, row guard.Row, uses int) Row {
	return Row{
		Position: row.Q, OldPosition: row.P, Height: row.H, EntryUse: uses,
		Byte: rule.V, E: rule.E, Mode: int(rule.In), Out: int(rule.Out), OldByte: rule.U, HeightChange: rule.DH, MinHeight: rule.MinH,
		Advance: bit(rule.Advance), Terminal: bit(rule.Terminal), Entry: bit(rule.Entry), Jump: bit(rule.Jump),
		Continue: bit(rule.Continue), Sload: bit(rule.Sload), Data: bit(rule.Data), Target: int(rule.Target),
	}
}

// unusedRow reads byte 0 of new code and ends.
func (c *Circuit) unusedRow(plan Plan, t *tally) Row {
	index := guard.UnusedRule(int(plan.New[0]))
	t.rules[index]++
	t.newFetches[0]++
	t.height[0]++
	return rowOf(guard.Rules()[index], guard.Row{}, 0)
}

func (c *Circuit) assignMetadata(plan Plan, t *tally) {
	m := &c.Metadata
	for i := range m.Active {
		m.Active[i], m.Bytes[i], m.E[i] = 0, 0, 0
		if i >= plan.MetadataLen {
			continue
		}
		inNew, inOld := len(plan.New)-plan.MetadataLen+i, len(plan.Old)-plan.MetadataLen+i
		m.Active[i], m.Bytes[i], m.E[i] = 1, plan.New[inNew], t.e[inNew]
		t.newFetches[inNew]++
		t.oldFetches[inOld]++
	}
}
