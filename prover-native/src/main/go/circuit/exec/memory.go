// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// Memory is a balance of bytes: an access at (frame, address) receives (old time; old byte) and sends (time; byte), and the
// old time is smaller. Times are 2·clock + phase, since one instruction may read before it writes.
const (
	phaseRead, phaseWrite = 0, 1
	wordBytes             = 32
	lengthBits            = 17 // of memory offsets, lengths, and positions in the rom
)

func (m *machine) phase(clock frontend.Variable, phase int) frontend.Variable {
	return m.api.Add(m.api.Mul(clock, 2), phase)
}

// touch replaces one byte. cell is the pair (frame, address).
func (m *machine) touch(active frontend.Variable, cell *bus.Word, oldTime, oldByte, time, byte frontend.Variable) {
	m.memory.Receive(active, oldTime, cell, bus.Pair(oldByte, 0))
	m.memory.Send(active, time, cell, bus.Pair(byte, 0))
	m.clocks.Query(active, m.api.Sub(time, oldTime, 1))
}

// Cells is 32 bytes of memory at a frame's address 32·Index, as they are at first (zero) and at last.
type Cells struct {
	Active       frontend.Variable
	First        frontend.Variable // the frame's first, at address 0
	Frame, Index frontend.Variable
	Time, Byte   [wordBytes]frontend.Variable // at last
}

// defineCells opens and closes each byte once: a frame's cells follow each other from address 0 on, and frames come in
// rising order, so that no byte has two beginnings.
func (m *machine) defineCells(cells []Cells) {
	api := m.api
	var frame, index frontend.Variable = 0, 0
	for i := range cells {
		c := &cells[i]
		api.AssertIsBoolean(c.Active)
		api.AssertIsBoolean(c.First)
		follows := api.Sub(c.Active, c.First)
		api.AssertIsBoolean(follows)
		api.AssertIsEqual(api.Mul(c.First, c.Index), 0)
		api.AssertIsEqual(api.Mul(follows, api.Sub(c.Frame, frame)), 0)
		api.AssertIsEqual(api.Mul(follows, api.Sub(c.Index, index, 1)), 0)
		m.clocks.Query(c.First, api.Sub(c.Frame, frame, 1))
		if i > 0 { // used rows come first
			api.AssertIsEqual(api.Mul(c.Active, api.Sub(1, cells[i-1].Active)), 0)
		}
		frame, index = c.Frame, c.Index
		m.defineCellBytes(c)
	}
}

func (m *machine) defineCellBytes(c *Cells) {
	base := bus.Pair(c.Frame, m.api.Mul(c.Index, wordBytes))
	for k := range wordBytes {
		last := bus.Pair(c.Byte[k], 0)
		cell := func(ch *bus.Challenges) frontend.Variable {
			return m.api.Add(base.At(ch, 0), m.api.Mul(ch.Gamma(2), k))
		}
		m.memory.SendAs(c.Active, cell)
		m.memory.ReceiveAs(c.Active, func(ch *bus.Challenges) frontend.Variable {
			return m.api.Add(c.Time[k], cell(ch), last.At(ch, 1))
		})
	}
}

// run is a copy between memory and the rom: length bytes from address and position on.
type run struct {
	active, length, time, frame, address, position frontend.Variable
	write                                          int
}

// copyMemory asks for the run: a token goes in at its beginning and comes out at its end, carried by one row for each byte. A
// run of no bytes cancels out by itself.
func (m *machine) copyMemory(r run) {
	m.runs.Send(r.active, 0, bus.Pair(r.frame, r.address), bus.Pair(r.position, 0), bus.Pair(r.time, r.write))
	m.runs.Receive(r.active, 0, bus.Pair(r.frame, m.api.Add(r.address, r.length)),
		bus.Pair(m.api.Add(r.position, r.length), 0), bus.Pair(r.time, r.write))
}

// Byte is one byte of a run.
type Byte struct {
	Active                                frontend.Variable
	Frame, Address, Position, Time, Write frontend.Variable
	Byte, OldByte, OldTime                frontend.Variable
}

func (m *machine) defineBytes(bytes []Byte) {
	for i := range bytes {
		m.defineByteRow(&bytes[i])
	}
}

func (m *machine) defineByteRow(b *Byte) {
	api := m.api
	api.AssertIsBoolean(b.Active)
	cell, position, when := bus.Pair(b.Frame, b.Address), bus.Pair(b.Position, 0), bus.Pair(b.Time, b.Write)
	token := func(c *bus.Challenges) frontend.Variable {
		return api.Add(cell.At(c, 0), position.At(c, 1), when.At(c, 2))
	}
	m.runs.ReceiveAs(b.Active, token)
	m.runs.SendAs(b.Active, func(c *bus.Challenges) frontend.Variable { return api.Add(token(c), c.Gamma(2), c.Gamma(3)) })
	m.rom.Query(b.Active, b.Byte, nil, position)
	m.touch(b.Active, cell, b.OldTime, b.OldByte, b.Time, b.Byte)
	// A reader leaves the byte as it was. Write is the constant that the run was asked for with.
	api.AssertIsEqual(api.Mul(api.Sub(b.Active, b.Write), api.Sub(b.Byte, b.OldByte)), 0)
}
