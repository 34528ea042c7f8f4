// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// TransientSlot is a slot of transient storage in one transaction of one run; it is zero at first.
type TransientSlot struct {
	Active   frontend.Variable
	Run, Tx  frontend.Variable
	Account  frontend.Variable
	Key      Word
	Time     frontend.Variable // of its last access
	After    Word
	AboveTop frontend.Variable // as in Slot, for (transaction, run, account, upper half of the key)
}

// defineTransientSlots opens and closes each slot once: they come in rising order.
func (m *machine) defineTransientSlots(slots []TransientSlot) {
	api := m.api
	var before *TransientSlot
	for i := range slots {
		s := &slots[i]
		api.AssertIsBoolean(s.Active)
		m.ranges.AssertWord(s.Key.tuple())
		m.ranges.Assert(s.Tx, 8)
		api.AssertIsBoolean(s.Run)
		m.accounts.Query(s.Active, tagStorage, bus.Pair(s.Account, 0))
		account := bus.Pair(api.Add(spaceTransient, s.Run, api.Mul(txSpaces, s.Tx)), s.Account)
		key := s.Key.tuple()
		m.state.Send(s.Active, 0, account, key, nil)
		m.state.Receive(s.Active, s.Time, account, key, s.After.tuple())
		if before != nil {
			api.AssertIsEqual(api.Mul(s.Active, api.Sub(1, before.Active)), 0)
			m.requireRising(s.Active, s.AboveTop, api.Sub(m.transientTop(s), m.transientTop(before)), api.Sub(s.Key.Lo, before.Key.Lo), 160)
		}
		before = s
	}
}

// transientTop is ((tx·2 + run)·2^12 + account)·2^128 + the upper half of the key; an account is an index of the account table.
func (m *machine) transientTop(s *TransientSlot) frontend.Variable {
	api := m.api
	scope := api.Add(api.Mul(api.Add(api.Mul(s.Tx, 2), s.Run), 1<<12), s.Account)
	return api.Add(api.Mul(scope, power(halfBits)), s.Key.Hi)
}
