// SPDX-License-Identifier: Apache-2.0

package code

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/gadget/lookup"
	"suture.dev/prover-native/guard"
)

// Guards is the witness of code.guardOnly: stubs, rows of appended code, and the end of the body.
type Guards struct {
	ChunkBeyond  []frontend.Variable // chunk k lies wholly at or after bodyEnd
	OffsetBeyond []frontend.Variable // offset i of the chunk that holds bodyEnd is at or after it
	StubAt       []frontend.Variable // number of stubs that start at byte j
	Stubs        []Stub
	Rows         []Row
	RuleUse      []frontend.Variable // how often each rule is used
	HeightUse    []frontend.Variable // how often each free height occurs
	SlotUse      [commitment.MaxSlots]frontend.Variable
}

// heights is the number of values a guard may hold beyond those an instruction needs.
const heights = 32

func newGuards(s Shape) Guards {
	return Guards{
		ChunkBeyond: variables(s.Slots()), OffsetBeyond: variables(commitment.ChunkBytes), StubAt: variables(s.Bytes()),
		Stubs: make([]Stub, s.Limits.Stubs), Rows: make([]Row, s.Limits.Rows),
		RuleUse: variables(len(guard.Rules())), HeightUse: variables(heights),
	}
}

func (g *Guards) columns() []frontend.Variable {
	var all []frontend.Variable
	for _, column := range [][]frontend.Variable{g.ChunkBeyond, g.OffsetBeyond, g.StubAt, g.RuleUse, g.HeightUse, g.SlotUse[:]} {
		all = append(all, column...)
	}
	for i := range g.Stubs {
		all = append(all, g.Stubs[i].columns()...)
	}
	for i := range g.Rows {
		all = append(all, g.Rows[i].columns()...)
	}
	return all
}

func (g *Guards) define(b *builder, p Parameters) {
	for j, count := range g.StubAt {
		b.stubs.Provide(j, count)
	}
	for _, stub := range g.Stubs {
		stub.define(b)
	}
	tables := g.openRowTables(b, p)
	var last frontend.Variable = 0
	for i := range g.Rows {
		g.Rows[i].define(b, tables, last)
		last = g.Rows[i].Immediate
	}
	for i := range g.Rows[:len(g.Rows)-1] {
		g.Rows[i].link(b, &g.Rows[i+1])
	}
	// The last row has none after it, so it must not fall through.
	b.api.AssertIsEqual(g.Rows[len(g.Rows)-1].Terminal, 1)
	tables.rules.Close()
	tables.heights.Close()
	tables.slots.Close()
}

// rowTables are the tables only rows look into.
type rowTables struct{ rules, heights, slots *lookup.Table }

func (g *Guards) openRowTables(b *builder, p Parameters) rowTables {
	t := rowTables{lookup.New(b.api, b.beta), lookup.New(b.api, b.beta), lookup.New(b.api, b.beta)}
	for i, rule := range guard.Rules() {
		t.rules.Provide(ruleKey(b, rule), g.RuleUse[i])
	}
	for h, count := range g.HeightUse {
		t.heights.Provide(h, count)
	}
	for i, slot := range p.Slots {
		t.slots.Provide(slot, b.api.Mul(p.SlotActive[i], g.SlotUse[i]))
	}
	return t
}

// ruleKey compresses a rule with constants times powers of γ, as Row.define does with columns.
func ruleKey(b *builder, r guard.Rule) frontend.Variable {
	key := frontend.Variable(r.V)
	for _, term := range []struct{ power, value int }{
		{powE, r.E}, {powHeight, r.DH}, {powOldPosition, bit(r.Advance)}, {powTarget, int(r.Target)}, {powMode, int(r.In)},
		{powOut, int(r.Out)}, {powOldByte, r.U}, {powMinHeight, r.MinH}, {powTerminal, bit(r.Terminal)}, {powEntry, bit(r.Entry)},
		{powJump, bit(r.Jump)}, {powContinue, bit(r.Continue)}, {powSload, bit(r.Sload)}, {powData, bit(r.Data)},
	} {
		key = b.api.Add(key, b.api.Mul(b.gamma[term.power], term.value))
	}
	return key
}

func bit(flag bool) int {
	if flag {
		return 1
	}
	return 0
}
