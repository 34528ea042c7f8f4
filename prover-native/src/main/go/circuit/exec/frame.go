// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// Frame is one execution of an account's code. What it was entered with comes from a call or a transaction over the balance
// `opens`, and what came of it goes back over `closes`.
type Frame struct {
	Active frontend.Variable
	Entry  Entry

	EndCode, End          frontend.Variable // row code and clock of the row that ended it
	EndPC, EndSP          frontend.Variable
	Success, HasOutput    frontend.Variable // as the table of endings says
	Off, Len              frontend.Variable // operands of RETURN and REVERT
	OutputBase            frontend.Variable // where the output stands in the rom
	Undo                  frontend.Variable // clock of the end of the innermost frame around it that failed; 0: none did
	SelfAddress           Word
	CodeLength            frontend.Variable
	ReturnTime            frontend.Variable // of the last change of its return data
	ReturnBase, ReturnLen frontend.Variable
	EntryEvent, ExitEvent Event
}

// Entry is what a frame is entered with.
type Entry struct {
	ID                frontend.Variable // clock of the first row of the call; a transaction's frame: of its first row
	Run, Tx           frontend.Variable
	Self              frontend.Variable // index of the account whose storage and balance it has
	CodeID            frontend.Variable
	CodeAccount, Kind frontend.Variable // index of the account whose code it is; an evm.FrameKind
	Caller, Value     Word
	Origin            Word
	Static, Stipend   frontend.Variable // bits
	ParentUndo        frontend.Variable
	DataBase, DataLen frontend.Variable // call data in the rom
}

func (e *Entry) words() []*bus.Word {
	return []*bus.Word{
		bus.Pair(e.ID, e.Run), bus.Pair(e.Tx, e.Self), bus.Pair(e.CodeID, e.ParentUndo), e.Caller.tuple(), e.Value.tuple(), e.Origin.tuple(),
		bus.Pair(e.Static, e.Stipend), bus.Pair(e.DataBase, e.DataLen),
		bus.Pair(e.CodeAccount, e.Kind),
	}
}

// Closing is what came of a frame.
type Closing struct {
	End, Success          frontend.Variable
	OutputBase, OutputLen frontend.Variable
	Undo                  frontend.Variable
}

func (c *Closing) words(id frontend.Variable) []*bus.Word {
	return []*bus.Word{bus.Pair(id, c.End), bus.Pair(c.Success, c.Undo), bus.Pair(c.OutputBase, c.OutputLen)}
}

func (m *machine) defineFrames(frames []Frame) {
	m.endings = m.static("endings")
	for _, e := range endings() {
		m.endings.Entry(codeOf(e.op), bus.Pair(e.success, e.output))
	}
	m.endings.Entry(virtualHalt, bus.Pair(0, 0))
	for i := range frames {
		m.defineFrame(&frames[i])
	}
}

func (m *machine) defineFrame(f *Frame) {
	api, e := m.api, &f.Entry
	api.AssertIsBoolean(f.Active)
	entered := e.words()
	m.opens.Receive(f.Active, 0, entered...)
	m.endings.Query(f.Active, f.EndCode, bus.Pair(f.Success, f.HasOutput))
	m.wide.Receive(f.Active, f.EndCode, small(f.Off), small(f.Len), nil,
		bus.Pair(e.ID, f.EndPC), bus.Pair(f.EndSP, e.CodeID), bus.Pair(0, f.End))
	outputLen := api.Mul(f.HasOutput, f.Len)
	m.copyMemory(run{
		active: f.Active, length: outputLen, time: m.phase(f.End, phaseRead), frame: e.ID, address: f.Off, position: f.OutputBase, write: 0,
	})
	// A successful frame is undone with its parent, a failed one at its own end.
	api.AssertIsEqual(f.Undo, api.Add(f.End, api.Mul(f.Success, api.Sub(e.ParentUndo, f.End))))
	closing := Closing{f.End, f.Success, f.OutputBase, outputLen, f.Undo}
	left := closing.words(e.ID)
	m.closes.Send(f.Active, 0, left...)
	m.defineFrameFacts(f)
	m.defineEvents(f, entered, left)
	m.offerCall(f, entered[dataPlace])
	m.defineReturnData(f)
}

// unused sets the facts of an unused row apart: nobody asks for such a tag.
const unused = 1 << 20

// defineFrameFacts offers what the frame's instructions may ask for.
func (m *machine) defineFrameFacts(f *Frame) {
	e := &f.Entry
	apart := m.api.Mul(m.api.Sub(1, f.Active), unused)
	m.accounts.Query(f.Active, tagAddress, bus.Pair(e.Self, 0), f.SelfAddress.tuple())
	m.accounts.Query(f.Active, tagCodeLength, bus.Pair(e.CodeID, f.CodeLength))
	id := bus.Pair(e.ID, 0)
	for _, fact := range []struct {
		op    int
		value *bus.Word
	}{
		{0x30, f.SelfAddress.tuple()}, {0x32, e.Origin.tuple()}, {0x33, e.Caller.tuple()}, {0x34, e.Value.tuple()},
		{0x36, small(e.DataLen)}, {0x38, small(f.CodeLength)},
	} {
		m.frameFacts.Entry(m.api.Add(fact.op, apart), nil, nil, fact.value, id)
	}
	m.frames.Entry(m.api.Add(tagScope, apart), m.scope(f).words()...)
	m.frames.Entry(m.api.Add(tagCaller, apart), id, e.Caller.tuple(), e.Value.tuple(), e.Origin.tuple(), f.SelfAddress.tuple())
	m.frames.Entry(m.api.Add(tagData, apart), bus.Pair(e.ID, e.DataBase), bus.Pair(e.DataLen, 0))
}

// Scope is what a state access must know of its frame.
type Scope struct {
	Frame, Run, Tx, Self, Undo, Static, Stipend frontend.Variable
}

func (m *machine) scope(f *Frame) *Scope {
	e := &f.Entry
	return &Scope{e.ID, e.Run, e.Tx, e.Self, f.Undo, e.Static, e.Stipend}
}

func (s *Scope) words() []*bus.Word {
	return []*bus.Word{bus.Pair(s.Frame, s.Run), bus.Pair(s.Tx, s.Self), bus.Pair(s.Undo, s.Static), bus.Pair(s.Stipend, 0)}
}

// requireScope says that the scope is that of its frame.
func (m *machine) requireScope(active frontend.Variable, s *Scope) {
	m.frames.Query(active, tagScope, s.words()...)
}

// Tags keep facts of different kinds apart in one table.
const (
	tagScope = iota + 1
	tagCaller
	tagData
	tagAddress
	tagCodeLength
	tagAccount
	tagCallee
	tagStorage
	tagReverts
	tagNoRevert
	tagCalled
	tagOrdinary
)

// defineReturnData opens and closes the cell that holds the frame's return data: (base, length), empty at first.
func (m *machine) defineReturnData(f *Frame) {
	id := bus.Pair(f.Entry.ID, 0)
	m.returns.Send(f.Active, 0, id, bus.Pair(0, 0))
	m.returns.Receive(f.Active, f.ReturnTime, id, bus.Pair(f.ReturnBase, f.ReturnLen))
}

// Returned is an access to a frame's return data: what it was, and what it becomes.
type Returned struct {
	Time, Base, Len frontend.Variable
}

// exchangeReturn replaces the return data of a frame at a clock.
func (m *machine) exchangeReturn(active, frame, clock frontend.Variable, old *Returned, base, length frontend.Variable) {
	id := bus.Pair(frame, 0)
	m.returns.Receive(active, old.Time, id, bus.Pair(old.Base, old.Len))
	m.returns.Send(active, clock, id, bus.Pair(base, length))
	m.clocks.Query(active, m.api.Sub(m.api.Sub(clock, old.Time), 1))
}
