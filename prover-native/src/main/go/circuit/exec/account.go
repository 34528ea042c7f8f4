// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/word"
)

// Account is an account of the scenario, in both runs. Account 0 is the target; every account that a run touches is listed.
type Account struct {
	Active    frontend.Variable
	High, Low frontend.Variable // its address, 32 and 128 bits
	CodeID    frontend.Variable // of the target: that of the old run
	Balance   frontend.Variable // before both runs
	Listed    frontend.Variable // a bit: the scenario commitment holds it
	Time      [runs]frontend.Variable
	After     [runs]frontend.Variable
	AboveTop  frontend.Variable
	Callable  frontend.Variable // a bit that may be set where its address is none of a precompile
}

// firstCallable is above all precompiles: those run no code, and no chip does what they do.
const firstCallable = 0x101

// defineAccounts opens and closes each balance once: accounts behind the target come in rising order of address, and none of
// them is the target.
func (m *machine) defineAccounts(accounts []Account, target *Account) {
	api := m.api
	for i := range accounts {
		a := &accounts[i]
		api.AssertIsBoolean(a.Active)
		m.ranges.Assert(a.High, 32)
		m.ranges.Assert(a.Low, halfBits)
		m.ranges.Assert(a.Balance, balanceBits)
		api.AssertIsBoolean(a.Callable)
		m.ranges.AssertIf(a.Callable, api.Sub(m.address(a), firstCallable), 160)
		m.defineAccountFacts(i, a)
		address, before := bus.Pair(m.address(a), 0), small(a.Balance)
		m.takeAccount(a, before)
		m.observe(a.Active, ObservedBalance, observedBefore, address, nil, before)
		for r := range runs {
			account, after := bus.Pair(spaceBalance+r, i), small(a.After[r])
			m.state.Send(a.Active, 0, account, nil, before)
			m.state.Receive(a.Active, a.Time[r], account, nil, after)
			m.observe(a.Active, ObservedBalance, r, address, nil, after)
		}
		if i > 1 {
			before := &accounts[i-1]
			api.AssertIsEqual(api.Mul(a.Active, api.Sub(1, before.Active)), 0)
			m.requireRising(a.Active, a.AboveTop, api.Sub(a.High, before.High), api.Sub(a.Low, before.Low), halfBits)
		}
		if i > 0 { // an address of its own
			difference := api.Sub(m.address(a), m.address(target))
			api.AssertIsEqual(api.Mul(a.Active, api.IsZero(difference)), 0)
			m.ranges.AssertIf(a.Active, api.Sub(a.CodeID, codeEmpty), word.LimbBits) // nor the target's code
		}
	}
	api.AssertIsEqual(target.Active, 1)
	api.AssertIsEqual(target.CodeID, codeOld)
}

func (m *machine) address(a *Account) frontend.Variable {
	return m.api.Add(m.api.Mul(a.High, power(halfBits)), a.Low)
}

// defineAccountFacts offers what calls and frames ask for.
func (m *machine) defineAccountFacts(index int, a *Account) {
	api := m.api
	apart := api.Mul(api.Sub(1, a.Active), unused)
	address := bus.Pair(a.High, a.Low)
	m.accounts.Entry(api.Add(tagAddress, apart), bus.Pair(index, 0), address)
	m.accounts.Entry(api.Add(tagStorage, apart), bus.Pair(index, 0))
	for r := range runs {
		code := a.CodeID
		if index == 0 {
			code = r // codeOld, codeNew
		}
		where, what := bus.Pair(r, index), bus.Pair(code, 0)
		m.accounts.Entry(api.Add(tagAccount, apart), address, where, what)
		m.accounts.Entry(api.Add(tagCallee, apart, api.Mul(api.Sub(1, a.Callable), 2*unused)), address, where, what)
	}
}

// Balance is a BALANCE or a SELFBALANCE.
type Balance struct {
	Site                    Site
	Scope                   Scope
	OfSelf                  frontend.Variable // a bit: SELFBALANCE
	Address                 Word
	AddressTop, AddressHigh frontend.Variable
	Account, Code           frontend.Variable
	Value, OldTime          frontend.Variable
}

func (m *machine) defineBalance(b *Balance) {
	api := m.api
	m.defineSite(&b.Site)
	api.AssertIsBoolean(b.OfSelf)
	other := api.Sub(b.Site.Active, b.OfSelf)
	api.AssertIsBoolean(other)
	m.answer(&b.Site, api.Add(codeOf(0x31), api.Mul(b.OfSelf, 0x47-0x31)), b.Address.tuple(), nil, small(b.Value))
	m.requireScopeAt(&b.Site, &b.Scope)
	m.cutAddress(b.Address, b.AddressTop, b.AddressHigh)
	m.accounts.Query(other, tagAccount, bus.Pair(b.AddressHigh, b.Address.Lo), bus.Pair(b.Scope.Run, b.Account), bus.Pair(b.Code, 0))
	api.AssertIsEqual(api.Mul(b.OfSelf, api.Sub(b.Account, b.Scope.Self)), 0)
	value := small(b.Value)
	c := cell{bus.Pair(api.Add(spaceBalance, b.Scope.Run), b.Account), nil}
	m.exchange(b.Site.Active, c, b.OldTime, value, m.moment(b.Site.Clock, momentFirst), value)
}

// cutAddress takes the lower 160 bits of an operand: high are the 32 bits above its lower half.
func (m *machine) cutAddress(operand Word, top, high frontend.Variable) {
	m.ranges.Assert(top, 96)
	m.ranges.Assert(high, 32)
	m.api.AssertIsEqual(operand.Hi, m.api.Add(m.api.Mul(top, power(32)), high))
}

// CodeSize is an EXTCODESIZE. Of the target it is 1, and ISZERO follows directly: whoever asks may only learn that there is code,
// not which, and nobody may see the 1, which no chain would give. So no DUP1 may come before the ISZERO.
type CodeSize struct {
	Site                    Site
	Scope                   Scope
	Address                 Word
	AddressTop, AddressHigh frontend.Variable
	Account, Code, Bytes    frontend.Variable
	OfTarget, Inverse       frontend.Variable
	Prefix                  frontend.Variable // of the code up to the instruction behind
}

func (m *machine) defineCodeSize(s *CodeSize) {
	api := m.api
	m.defineSite(&s.Site)
	api.AssertIsBoolean(s.OfTarget)
	m.requireScopeAt(&s.Site, &s.Scope)
	m.cutAddress(s.Address, s.AddressTop, s.AddressHigh)
	m.accounts.Query(s.Site.Active, tagAccount, bus.Pair(s.AddressHigh, s.Address.Lo), bus.Pair(s.Scope.Run, s.Account), bus.Pair(s.Code, 0))
	// The target is account 0.
	api.AssertIsEqual(api.Mul(s.Account, s.OfTarget), 0)
	api.AssertIsEqual(api.Mul(s.Account, s.Inverse), api.Sub(s.Site.Active, s.OfTarget))
	m.accounts.Query(s.Site.Active, tagCodeLength, bus.Pair(s.Code, s.Bytes))
	m.requireExistenceAsked(s)
	size := api.Select(s.OfTarget, 1, s.Bytes)
	m.answer(&s.Site, codeOf(0x3b), s.Address.tuple(), nil, small(size))
}

// requireExistenceAsked says what follows an EXTCODESIZE of the target.
func (m *machine) requireExistenceAsked(s *CodeSize) {
	m.fetch.Query(s.OfTarget, s.Prefix, fetchWords(bus.Pair(codeOf(opIsZero), 0), m.api.Add(s.Site.PC, 1), s.Site.CodeID)...)
}
