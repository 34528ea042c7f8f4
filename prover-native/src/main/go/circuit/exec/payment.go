// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// Payment moves the value that a precompile is called with. Few calls of a precompile have any, so it is a part of its own.
type Payment struct {
	Active     frontend.Variable
	Clock      frontend.Variable // of the call's last row that pops
	Caller     Scope             // of the frame that calls
	IsCallCode frontend.Variable
	Address    frontend.Variable // of the precompile
	Account    frontend.Variable // its index
	Value      frontend.Variable
	Transfer   Transfer
}

func (p *Payment) words() []*bus.Word {
	return []*bus.Word{bus.Pair(p.Caller.Frame, p.Clock), bus.Pair(p.IsCallCode, p.Address), small(p.Value)}
}

// definePrecompileValue asks for the payment of a value that is not zero.
func (m *machine) definePrecompileValue(p *Precompile, o *operands) {
	api := m.api
	api.AssertIsEqual(api.Mul(p.Value, p.Inverse), p.Pays)
	api.AssertIsEqual(api.Mul(p.Value, api.Sub(1, p.Pays)), 0)
	api.AssertIsEqual(api.Mul(p.Pays, api.Sub(1, o.hasValue)), 0) // who pops no value pays none
	asked := Payment{Caller: Scope{Frame: p.Site.Frame}, Clock: o.lastClock(api), IsCallCode: p.IsCallCode, Address: p.address(api), Value: p.Value}
	m.payments.Send(p.Pays, 0, asked.words()...)
}

func (m *machine) definePayment(p *Payment) {
	api := m.api
	api.AssertIsBoolean(p.Active)
	m.payments.Receive(p.Active, 0, p.words()...)
	m.requireScope(p.Active, &p.Caller)
	isCall := api.Sub(1, p.IsCallCode)
	api.AssertIsEqual(api.Mul(p.Active, p.Caller.haltsByValue(api, isCall)), 0)
	m.accounts.Query(p.Active, tagAddress, bus.Pair(p.Account, 0), small(p.Address))
	to := payee(api, &p.Caller, p.Account, p.IsCallCode)
	m.transfer(p.Active, &p.Transfer, p.Caller.Run, p.Caller.Self, to, p.Value, p.Caller.Undo, p.Clock, 0)
}
