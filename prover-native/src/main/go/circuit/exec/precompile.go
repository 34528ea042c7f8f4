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

// Precompile is a call of the precompile ecrecover or identity. No frame is entered, and a precompile always succeeds. A value is
// moved by a Payment.
type Precompile struct {
	Site Site // of the first row
	Kind
	IsRecover  frontend.Variable // a bit; otherwise identity
	Gas        Word
	Value      frontend.Variable
	Pays       frontend.Variable // the value is not zero
	Inverse    frontend.Variable // of the value
	AddressTop frontend.Variable // what the operand has above 160 bits
	Spans
	ArgsBase, Zeros frontend.Variable // arguments in the rom, and the zeros behind them
	OutputBase      frontend.Variable
	CopyAll         frontend.Variable // the output fits the place for it
	Returned        Returned
	Input           [recoverInput]frontend.Variable // of ecrecover
	Found           frontend.Variable               // a bit: ecrecover gave an address
	Output          [wordBytes]frontend.Variable    // the address, as a word
}

func (m *machine) definePrecompile(p *Precompile) {
	api := m.api
	m.defineSite(&p.Site)
	for _, bit := range append(p.bits(), p.IsRecover, p.Found) {
		api.AssertIsBoolean(bit)
	}
	api.AssertIsEqual(p.Site.Active, p.any(api))
	api.AssertIsEqual(api.Mul(p.IsRecover, api.Sub(1, p.Site.Active)), 0)
	api.AssertIsEqual(api.Mul(p.Found, api.Sub(1, p.IsRecover)), 0)
	o := m.precompileOperands(p)
	m.receiveOperands(o)
	m.resumeAtOnce(o, 1)
	m.copyMemory(run{
		active: p.Site.Active, length: p.ArgsLen, time: m.phase(o.lastClock(api), phaseRead), frame: p.Site.Frame,
		address: p.ArgsOff, position: p.ArgsBase, write: 0,
	})
	m.definePrecompileValue(p, o)
	m.defineRecover(p)

	isIdentity := api.Sub(p.Site.Active, p.IsRecover)
	api.AssertIsEqual(api.Mul(isIdentity, api.Sub(p.OutputBase, p.ArgsBase)), 0)
	outputLen := api.Add(api.Mul(isIdentity, p.ArgsLen), api.Mul(p.Found, wordBytes))
	resumed := o.resumedClock(api)
	m.exchangeReturn(p.Site.Active, p.Site.Frame, resumed, &p.Returned, p.OutputBase, outputLen)
	m.writeOutput(p.Site.Active, p.Site.Frame, resumed, p.CopyAll, p.ReturnOff, p.ReturnLen, p.OutputBase, outputLen)
}

func (p *Precompile) address(api frontend.API) frontend.Variable {
	return api.Add(api.Mul(p.IsRecover, addressRecover-addressIdentity), addressIdentity)
}

func (m *machine) precompileOperands(p *Precompile) *operands {
	m.ranges.Assert(p.AddressTop, 96)
	address := bus.Pair(m.api.Mul(p.AddressTop, power(32)), p.address(m.api))
	return &operands{&p.Site, p.code(m.api), p.hasValue(m.api), p.Gas.tuple(), address, small(p.Value), &p.Spans}
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
