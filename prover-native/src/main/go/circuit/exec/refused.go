// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// Refused is a CALL or CALLCODE with a value that the caller does not have. No frame is entered, whoever is called: 0 is pushed,
// the return data are empty, memory and state stay.
type Refused struct {
	Site                Site // of the first row
	Scope               Scope
	IsCallCode          frontend.Variable // a bit; otherwise CALL
	Gas, Address, Value Word
	Spans
	Inverse          frontend.Variable // of the value's upper half
	Balance, OldTime frontend.Variable
	Returned         Returned
}

func (m *machine) defineRefused(r *Refused) {
	api, active := m.api, r.Site.Active
	m.defineSite(&r.Site)
	api.AssertIsBoolean(r.IsCallCode)
	code := api.Add(codeOf(0xf1), api.Mul(r.IsCallCode, codeOf(0xf2)-codeOf(0xf1)))
	o := &operands{&r.Site, code, active, r.Gas.tuple(), r.Address.tuple(), r.Value.tuple(), &r.Spans}
	m.receiveOperands(o)
	m.resumeAtOnce(o, 0)
	// Nobody reads the arguments here, nor writes the return data, but all of it must be memory that there can be.
	for _, place := range []frontend.Variable{r.ArgsOff, r.ArgsLen, r.ReturnOff, r.ReturnLen} {
		m.ranges.AssertIf(active, place, lengthBits)
	}
	m.requireScopeAt(&r.Site, &r.Scope)
	isCall := api.Sub(1, r.IsCallCode)
	api.AssertIsEqual(api.Mul(active, r.Scope.haltsByValue(api, isCall)), 0)
	m.requireUncovered(r)
	m.exchangeReturn(active, r.Site.Frame, o.resumedClock(api), &r.Returned, 0, 0)
}

// requireUncovered reads the caller's balance and says that the value is more.
func (m *machine) requireUncovered(r *Refused) {
	api, balance := m.api, small(r.Balance)
	c := cell{bus.Pair(api.Add(spaceBalance, r.Scope.Run), r.Scope.Self), nil}
	m.exchange(r.Site.Active, c, r.OldTime, balance, m.moment(r.Site.Clock, momentFirst), balance)
	// Balances are below 2^127. So a value with an upper half is more, whatever is said of its inverse; of one without, the lower
	// half is.
	lower := api.Sub(r.Value.Lo, r.Balance, 1)
	m.ranges.AssertIf(r.Site.Active, api.Mul(api.Sub(1, api.Mul(r.Value.Hi, r.Inverse)), lower), halfBits)
}
