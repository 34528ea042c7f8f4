// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// Kind says which instruction of the CALL family it is; bits.
type Kind struct {
	IsCall, IsCallCode, IsDelegate, IsStatic frontend.Variable
}

func (k *Kind) bits() []frontend.Variable {
	return []frontend.Variable{k.IsCall, k.IsCallCode, k.IsDelegate, k.IsStatic}
}

// any is 1 where it is one of them.
func (k *Kind) any(api frontend.API) frontend.Variable {
	return api.Add(k.IsCall, k.IsCallCode, k.IsDelegate, k.IsStatic)
}

// hasValue tells whether the instruction pops a value.
func (k *Kind) hasValue(api frontend.API) frontend.Variable { return api.Add(k.IsCall, k.IsCallCode) }

func (k *Kind) code(api frontend.API) frontend.Variable {
	return api.Add(api.Mul(k.IsCall, codeOf(0xf1)), api.Mul(k.IsCallCode, codeOf(0xf2)),
		api.Mul(k.IsDelegate, codeOf(0xf4)), api.Mul(k.IsStatic, codeOf(0xfa)))
}

// Spans are where a call's arguments lie in memory, and the place for its return data.
type Spans struct {
	ArgsOff, ArgsLen, ReturnOff, ReturnLen frontend.Variable
}

// operands are what an instruction of the CALL family pops. Its rows, from the site's clock on: gas and address; for CALL and
// CALLCODE the value; the arguments; the place for the return data.
type operands struct {
	site                *Site // of the first row
	code, hasValue      frontend.Variable
	gas, address, value *bus.Word
	spans               *Spans
}

// row receives the row that comes `later` rows after the first, where the stack is `down` words lower.
func (o *operands) row(m *machine, active, code, down, later frontend.Variable, a, b, result *bus.Word) {
	s := o.site
	m.wide.Receive(active, code, a, b, result, bus.Pair(s.Frame, s.PC), bus.Pair(m.api.Sub(s.SP, down), s.CodeID),
		bus.Pair(0, m.api.Add(s.Clock, later)))
}

// receiveOperands receives the rows that pop.
func (m *machine) receiveOperands(o *operands) {
	api, active := m.api, o.site.Active
	o.row(m, active, o.code, 0, 0, o.gas, o.address, nil)
	o.row(m, o.hasValue, virtualCallValue, 2, 1, o.value, nil, nil)
	o.row(m, active, virtualCallArguments, api.Add(2, o.hasValue), api.Add(1, o.hasValue), small(o.spans.ArgsOff), small(o.spans.ArgsLen), nil)
	o.row(m, active, virtualCallReturn, api.Add(4, o.hasValue), o.last(api), small(o.spans.ReturnOff), small(o.spans.ReturnLen), nil)
}

// last is how many rows after the first the last one comes that pops.
func (o *operands) last(api frontend.API) frontend.Variable { return api.Add(2, o.hasValue) }

// lastClock is the clock of that row.
func (o *operands) lastClock(api frontend.API) frontend.Variable {
	return api.Add(o.site.Clock, o.last(api))
}

// resumedClock is that of the row behind it, where no frame is entered.
func (o *operands) resumedClock(api frontend.API) frontend.Variable {
	return api.Add(o.lastClock(api), 1)
}

// resumeAtOnce goes on in the caller without a frame, and pushes whether the call succeeded.
func (m *machine) resumeAtOnce(o *operands, success int) {
	api, s := m.api, o.site
	after := api.Add(6, o.hasValue)
	o.row(m, s.Active, virtualResume, after, api.Add(3, o.hasValue), nil, nil, small(success))
	m.transitions.Receive(s.Active, 0, nil, nil, nil, bus.Pair(s.Frame, s.PC), bus.Pair(api.Sub(s.SP, after), s.CodeID),
		bus.Pair(virtualResume, o.lastClock(api)))
}

// haltsByValue is zero where a frame may send a value: CALL may not in a static frame, nor anybody on the stipend alone.
func (s *Scope) haltsByValue(api frontend.API, isCall frontend.Variable) frontend.Variable {
	return api.Add(api.Mul(s.Static, isCall), s.Stipend)
}
