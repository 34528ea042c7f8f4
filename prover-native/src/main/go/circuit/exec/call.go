// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/gadget/bus"
)

// Call is one instruction of the CALL family that enters a frame; a call of an account without code enters the empty code.
// Behind the rows that pop its operands come the callee's, and a row that resumes the caller.
type Call struct {
	Active frontend.Variable
	Kind
	Clock, PC, SP, CodeID frontend.Variable // of the first row
	Caller                Scope             // of the frame that calls
	Gas, Address, Value   Word
	Spans
	AddressTop, AddressHigh               frontend.Variable // the operand's upper half, cut at 160 bits
	CallerSelf, CallerCaller, CallerValue Word              // of the frame that calls
	Origin                                Word
	Callee, CalleeCode                    frontend.Variable // account index and code id
	ArgsBase                              frontend.Variable // arguments in the rom
	Closing                               Closing
	StipendOnly                           frontend.Variable // the gas operand is at most the stipend
	CopyAll                               frontend.Variable // the output fits the place for it
	Returned                              Returned          // the caller's return data before
	Transfers                             frontend.Variable // the value is not zero
	ValueInverse                          frontend.Variable
	Transfer                              Transfer
}

const stipend = 2300

func (m *machine) defineCalls(calls []Call) {
	for i := range calls {
		m.defineCall(&calls[i])
	}
}

func (m *machine) defineCall(c *Call) {
	api := m.api
	for _, bit := range c.bits() {
		api.AssertIsBoolean(bit)
	}
	api.AssertIsEqual(c.Active, c.any(api))
	api.AssertIsBoolean(c.Active)
	m.defineCallRows(c)
	m.defineCallee(c)
	m.defineStipend(c)
	m.defineValue(c)
	m.defineResume(c)
}

// defineCallRows receives the rows of the instruction, and enters the callee behind them.
func (m *machine) defineCallRows(c *Call) {
	api := m.api
	site, hasValue := Site{c.Active, c.Caller.Frame, c.PC, c.SP, c.CodeID, c.Clock}, c.hasValue(api)
	m.receiveOperands(&operands{&site, c.code(api), hasValue, c.Gas.tuple(), c.Address.tuple(), c.Value.tuple(), &c.Spans})
	// No value is popped where there is none; DELEGATECALL hands its own down below.
	api.AssertIsEqual(api.Mul(api.Sub(1, hasValue), c.Value.Hi), 0)
	api.AssertIsEqual(api.Mul(api.Sub(1, hasValue), c.Value.Lo), 0)
	m.transitions.Receive(c.Active, 0, nil, nil, nil, bus.Pair(c.Clock, 0), bus.Pair(0, c.CalleeCode), bus.Pair(0, c.lastRow(api)))
	m.copyMemory(run{
		active: c.Active, length: c.ArgsLen, time: m.phase(c.lastRow(api), phaseRead), frame: c.Caller.Frame,
		address: c.ArgsOff, position: c.ArgsBase, write: 0,
	})
}

// lastRow is the clock of the instruction's last row before the callee's first.
func (c *Call) lastRow(api frontend.API) frontend.Variable {
	return api.Add(c.Clock, 2, c.IsCall, c.IsCallCode)
}

// defineCallee says whose code runs, and as whom.
func (m *machine) defineCallee(c *Call) {
	api := m.api
	m.requireScope(c.Active, &c.Caller)
	m.frames.Query(c.Active, tagCaller, bus.Pair(c.Caller.Frame, 0), c.CallerCaller.tuple(), c.CallerValue.tuple(), c.Origin.tuple(), c.CallerSelf.tuple())
	m.cutAddress(c.Address, c.AddressTop, c.AddressHigh)
	m.accounts.Query(c.Active, tagCallee, bus.Pair(c.AddressHigh, c.Address.Lo), bus.Pair(c.Caller.Run, c.Callee), bus.Pair(c.CalleeCode, 0))

	asCallee := api.Add(c.IsCall, c.IsStatic)
	entry := Entry{
		ID: c.Clock, Run: c.Caller.Run, Tx: c.Caller.Tx,
		Self:   api.Select(asCallee, c.Callee, c.Caller.Self),
		CodeID: c.CalleeCode, CodeAccount: c.Callee, Kind: c.kind(api),
		Caller: choose(api, c.IsDelegate, c.CallerCaller, c.CallerSelf),
		Value:  Word{api.Add(c.Value.Hi, api.Mul(c.IsDelegate, c.CallerValue.Hi)), api.Add(c.Value.Lo, api.Mul(c.IsDelegate, c.CallerValue.Lo))},
		Origin: c.Origin,
		Static: either(api, c.Caller.Static, c.IsStatic), Stipend: either(api, c.Caller.Stipend, c.StipendOnly),
		ParentUndo: c.Caller.Undo, DataBase: c.ArgsBase, DataLen: c.ArgsLen,
	}
	m.opens.Send(c.Active, 0, entry.words()...)
	m.closes.Receive(c.Active, 0, c.Closing.words(c.Clock)...)
}

// kind is an evm.FrameKind.
func (c *Call) kind(api frontend.API) frontend.Variable {
	return api.Add(api.Mul(c.IsCall, int(evm.Call)), api.Mul(c.IsCallCode, int(evm.CallCode)), api.Mul(c.IsDelegate, int(evm.DelegateCall)), api.Mul(c.IsStatic, int(evm.StaticCall)))
}

func choose(api frontend.API, bit frontend.Variable, yes, no Word) Word {
	return Word{api.Select(bit, yes.Hi, no.Hi), api.Select(bit, yes.Lo, no.Lo)}
}

// either is the disjunction of two bits.
func either(api frontend.API, a, b frontend.Variable) frontend.Variable {
	return api.Sub(api.Add(a, b), api.Mul(a, b))
}

// defineStipend compares the gas operand with the stipend.
func (m *machine) defineStipend(c *Call) {
	api := m.api
	api.AssertIsBoolean(c.StipendOnly)
	api.AssertIsEqual(api.Mul(c.StipendOnly, c.Gas.Hi), 0)
	// More than the stipend means lo > stipend or hi > 0; with both halves below 2^128 that is (stipend + 1)·(hi − 1) + lo ≥ 0.
	more := api.Add(api.Mul(api.Sub(c.Gas.Hi, 1), stipend+1), c.Gas.Lo)
	m.ranges.AssertIf(c.Active, api.Select(c.StipendOnly, api.Sub(stipend, c.Gas.Lo), more), 141)
}

// defineResume gives success and output to the caller.
func (m *machine) defineResume(c *Call) {
	api, o := m.api, &c.Closing
	sp := api.Sub(c.SP, api.Add(6, c.IsCall, c.IsCallCode))
	resumed := api.Add(o.End, 1)
	m.transitions.Receive(c.Active, 0, nil, nil, nil, bus.Pair(c.Caller.Frame, c.PC), bus.Pair(sp, c.CodeID), bus.Pair(virtualResume, o.End))
	m.wide.Receive(c.Active, virtualResume, nil, nil, small(o.Success), bus.Pair(c.Caller.Frame, c.PC), bus.Pair(sp, c.CodeID), bus.Pair(0, resumed))
	m.exchangeReturn(c.Active, c.Caller.Frame, resumed, &c.Returned, o.OutputBase, o.OutputLen)
	m.writeOutput(c.Active, c.Caller.Frame, resumed, c.CopyAll, c.ReturnOff, c.ReturnLen, o.OutputBase, o.OutputLen)
}

// writeOutput writes min(place, output) bytes of a callee's output to the caller's memory.
func (m *machine) writeOutput(active, frame, clock, copyAll, off, place, outputBase, outputLen frontend.Variable) {
	api := m.api
	api.AssertIsBoolean(copyAll)
	room := api.Sub(place, outputLen)
	m.ranges.AssertIf(active, api.Select(copyAll, room, api.Neg(room)), lengthBits)
	m.ranges.AssertIf(active, off, lengthBits) // the place is memory even where nothing is written
	m.copyMemory(run{
		active: active, length: api.Select(copyAll, outputLen, place), time: m.phase(clock, phaseWrite), frame: frame,
		address: off, position: outputBase, write: 1,
	})
}
