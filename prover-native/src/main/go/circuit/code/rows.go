// SPDX-License-Identifier: Apache-2.0

package code

import "github.com/consensys/gnark/frontend"

// Row is one byte of appended code that can be reached; see guard.Row and guard.Rule for the columns.
type Row struct {
	Position    frontend.Variable // q
	OldPosition frontend.Variable // p
	Height      frontend.Variable // h
	EntryUse    frontend.Variable // how often the entry is needed

	Byte, E, Mode, Out, OldByte, HeightChange, MinHeight frontend.Variable
	Advance, Terminal, Entry, Jump, Continue             frontend.Variable
	Sload, Data, Target                                  frontend.Variable

	Immediate frontend.Variable `gnark:"-"` // read up to and with this row
	scaled    scaledRow         `gnark:"-"`
}

// scaledRow keeps products with powers of γ that several keys share.
type scaledRow struct {
	position, oldPosition, height, heightChange, advance, target, out frontend.Variable
}

func (r *Row) columns() []frontend.Variable {
	return []frontend.Variable{
		r.Position, r.OldPosition, r.Height, r.EntryUse, r.Byte, r.E, r.Mode, r.Out, r.OldByte, r.HeightChange, r.MinHeight,
		r.Advance, r.Terminal, r.Entry, r.Jump, r.Continue, r.Sload, r.Data, r.Target,
	}
}

// define checks one row alone; lastImmediate is that of the row before.
func (r *Row) define(b *builder, t rowTables, lastImmediate frontend.Variable) {
	scaledE := b.times(powE, r.E)
	r.scaled = scaledRow{
		position: b.times(powPosition, r.Position), oldPosition: b.times(powOldPosition, r.OldPosition),
		height: b.times(powHeight, r.Height), heightChange: b.times(powHeight, r.HeightChange),
		advance: b.times(powOldPosition, r.Advance), target: b.times(powTarget, r.Target), out: b.times(powOut, r.Out),
	}
	s := r.scaled
	t.rules.Require(b.api.Add(r.Byte, scaledE, s.heightChange, s.advance, s.target, b.times(powMode, r.Mode), s.out,
		b.times(powOldByte, r.OldByte), b.times(powMinHeight, r.MinHeight), b.times(powTerminal, r.Terminal),
		b.times(powEntry, r.Entry), b.times(powJump, r.Jump), b.times(powContinue, r.Continue), b.times(powSload, r.Sload),
		b.times(powData, r.Data)))
	b.newBytes.Require(b.api.Add(r.Byte, scaledE, s.position))
	// Old bytes are fetched with the height in the key; the table has none, so a copy needs h = 0.
	b.oldBytes.RequireIf(r.Advance, b.api.Add(r.OldByte, b.times(powPosition, r.OldPosition), s.height))
	t.heights.Require(b.api.Sub(r.Height, r.MinHeight))
	r.Immediate = b.api.Mul(r.Data, b.api.Add(b.api.Mul(lastImmediate, 256), r.Byte))
	t.slots.RequireIf(r.Sload, lastImmediate)
	r.defineJumps(b, lastImmediate)
}

// defineJumps provides and requires entries (q, p, h, mode), and checks the way back to old code.
func (r *Row) defineJumps(b *builder, lastImmediate frontend.Variable) {
	s := r.scaled
	b.entries.Provide(b.api.Add(s.position, s.oldPosition, s.height, s.target), b.api.Mul(r.Entry, r.EntryUse))
	to := b.times(powPosition, lastImmediate)
	heightAfter := b.api.Add(s.height, s.heightChange)
	b.entries.RequireIf(r.Jump, b.api.Add(to, s.oldPosition, heightAfter, s.target))
	back := b.api.Add(b.api.Sub(to, b.times(powPosition, r.OldPosition)), heightAfter)
	b.api.AssertIsEqual(b.api.Mul(r.Continue, back), 0)
}

// link says that control falls through to the next row, unless this one is terminal.
func (r *Row) link(b *builder, next *Row) {
	from, to := r.scaled, next.scaled
	difference := b.api.Sub(
		b.api.Add(to.position, to.oldPosition, to.height, b.times(powOut, next.Mode)),
		b.api.Add(from.position, b.gamma[powPosition], from.oldPosition, from.advance, from.height, from.heightChange, from.out))
	b.api.AssertIsEqual(b.api.Mul(b.api.Sub(1, r.Terminal), difference), 0)
}
