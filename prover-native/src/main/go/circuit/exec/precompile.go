// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/ecrecover"
)

// Addresses of the precompiles that can be proven.
const (
	addressRecover  = 1
	addressIdentity = 4
)

const recoverInput = 128

// Precompile is a CALL without value, or a STATICCALL, of the precompile ecrecover or identity. No frame is entered: the row
// behind the operands' rows resumes the caller, and a precompile always succeeds.
type Precompile struct {
	Site                                   Site // of the first row
	IsCall, IsStatic                       frontend.Variable
	IsRecover                              frontend.Variable // a bit; otherwise identity
	Gas                                    Word
	AddressTop                             frontend.Variable // what the operand has above 160 bits
	ArgsOff, ArgsLen, ReturnOff, ReturnLen frontend.Variable
	ArgsBase, Zeros                        frontend.Variable // arguments in the rom, and the zeros behind them
	OutputBase                             frontend.Variable
	CopyAll                                frontend.Variable // the output fits the place for it
	Returned                               Returned
	Input                                  [recoverInput]frontend.Variable // of ecrecover
	Found                                  frontend.Variable               // a bit: ecrecover gave an address
	Output                                 [wordBytes]frontend.Variable    // the address, as a word
}

func (m *machine) definePrecompile(p *Precompile) {
	api := m.api
	m.defineSite(&p.Site)
	for _, bit := range []frontend.Variable{p.IsCall, p.IsStatic, p.IsRecover, p.Found} {
		api.AssertIsBoolean(bit)
	}
	api.AssertIsEqual(p.Site.Active, api.Add(p.IsCall, p.IsStatic))
	api.AssertIsEqual(api.Mul(p.IsRecover, api.Sub(1, p.Site.Active)), 0)
	api.AssertIsEqual(api.Mul(p.Found, api.Sub(1, p.IsRecover)), 0)
	m.definePrecompileRows(p)
	m.defineRecover(p)

	isIdentity := api.Sub(p.Site.Active, p.IsRecover)
	api.AssertIsEqual(api.Mul(isIdentity, api.Sub(p.OutputBase, p.ArgsBase)), 0)
	outputLen := api.Add(api.Mul(isIdentity, p.ArgsLen), api.Mul(p.Found, wordBytes))
	resumed := api.Add(p.lastRow(api), 1)
	m.exchangeReturn(p.Site.Active, p.Site.Frame, resumed, &p.Returned, p.OutputBase, outputLen)
	m.writeOutput(p.Site.Active, p.Site.Frame, resumed, p.CopyAll, p.ReturnOff, p.ReturnLen, p.OutputBase, outputLen)
}

// lastRow is the clock of the last row with operands.
func (p *Precompile) lastRow(api frontend.API) frontend.Variable {
	return api.Add(p.Site.Clock, 2, p.IsCall)
}

// definePrecompileRows receives the rows of the instruction, the resuming one included, and reads the arguments.
func (m *machine) definePrecompileRows(p *Precompile) {
	api, s := m.api, &p.Site
	row := func(active, code, down, later frontend.Variable, a, b, o *bus.Word) {
		m.wide.Receive(active, code, a, b, o, bus.Pair(s.Frame, s.PC), bus.Pair(api.Sub(s.SP, down), s.CodeID), bus.Pair(0, api.Add(s.Clock, later)))
	}
	m.ranges.Assert(p.AddressTop, 96)
	address := bus.Pair(api.Mul(p.AddressTop, power(32)), api.Add(api.Mul(p.IsRecover, addressRecover-addressIdentity), addressIdentity))
	code := api.Add(api.Mul(p.IsCall, codeOf(0xf1)), api.Mul(p.IsStatic, codeOf(0xfa)))
	after := api.Add(6, p.IsCall)
	row(s.Active, code, 0, 0, p.Gas.tuple(), address, nil)
	row(p.IsCall, virtualCallValue, 2, 1, nil, nil, nil) // no value
	row(s.Active, virtualCallArguments, api.Add(2, p.IsCall), api.Add(1, p.IsCall), small(p.ArgsOff), small(p.ArgsLen), nil)
	row(s.Active, virtualCallReturn, api.Add(4, p.IsCall), api.Add(2, p.IsCall), small(p.ReturnOff), small(p.ReturnLen), nil)
	row(s.Active, virtualResume, after, api.Add(3, p.IsCall), nil, nil, small(1))
	m.transitions.Receive(s.Active, 0, nil, nil, nil, bus.Pair(s.Frame, s.PC), bus.Pair(api.Sub(s.SP, after), s.CodeID),
		bus.Pair(virtualResume, p.lastRow(api)))
	m.copyMemory(run{
		active: s.Active, length: p.ArgsLen, time: m.phase(p.lastRow(api), phaseRead), frame: s.Frame,
		address: p.ArgsOff, position: p.ArgsBase, write: 0,
	})
}

// defineRecover reads the input of ecrecover, with zeros behind it, and asks for what it recovers to.
func (m *machine) defineRecover(p *Precompile) {
	api := m.api
	m.requireWithin(p.IsRecover, p.ArgsBase, p.ArgsLen, p.Zeros, recoverInput)
	m.requireString(p.IsRecover, p.ArgsBase, p.Input[:])
	m.requireString(p.Found, p.OutputBase, p.Output[:])
	tag := api.Add(ecrecover.FailureTag, api.Mul(p.Found, ecrecover.SuccessTag-ecrecover.FailureTag))
	m.recovered.Query(p.IsRecover, tag, joinBytes(api, p.Input[:32]), joinBytes(api, p.Input[32:64]), joinBytes(api, p.Input[64:96]),
		joinBytes(api, p.Input[96:]), joinBytes(api, p.Output[:]))
}
