// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// State is a balance of words: storage slots, transient slots and balances of each run. A cell is (space, account, key); an
// access receives (old time; old value) and sends (time; value) with a smaller old time.
//
// Time is clock·span + moment. An instruction's own accesses come at its moments 2 and 3, those of a transaction before its
// first row at the moments 0 and 1 of that row. Where a frame around a write fails, the write is undone at the clock at which that frame ends: later writes first, so the moment of the undoing falls
// as the clock of the write rises.
const (
	spaceStorage   = 0
	spaceBalance   = 2 // plus the run
	spaceTransient = 4 // plus the run, and 8 for each transaction
	txSpaces       = 8

	momentFirst, momentSecond = 2, 3 // of an instruction
	momentsBefore             = -2   // from an instruction's to those of a transaction

	balanceBits = 127 // of balances and transferred values: far above all ether there is
)

// span is the number of moments of a clock: two accesses per clock can be undone at one.
func (s Shape) span() int { return 4 * s.Rows }

func (m *machine) moment(clock frontend.Variable, moment int) frontend.Variable {
	return m.api.Add(m.api.Mul(clock, m.shape.span()), moment)
}

// undoing is the time at which the write of a clock and moment is undone by a frame that ends at `undo`.
func (m *machine) undoing(undo, clock frontend.Variable, moment int) frontend.Variable {
	last := m.shape.span() - 1 - moment%2
	return m.api.Add(m.api.Mul(undo, m.shape.span()), m.api.Sub(last, m.api.Mul(clock, 2)))
}

// cell names a word of the state.
type cell struct{ account, key *bus.Word }

// exchange replaces the value of a cell at a time.
func (m *machine) exchange(active frontend.Variable, c cell, oldTime frontend.Variable, old *bus.Word, time frontend.Variable, value *bus.Word) {
	m.state.Receive(active, oldTime, c.account, c.key, old)
	m.state.Send(active, time, c.account, c.key, value)
	m.ranges.AssertIf(active, m.api.Sub(time, oldTime, 1), m.timeBits())
}

// timeBits bounds a difference of times of the state.
func (m *machine) timeBits() int {
	bits := 0
	for 1<<bits < (m.shape.Rows+2)*m.shape.span() {
		bits++
	}
	return bits
}

// Undo is what a write needs to be undone, where a frame around it failed.
type Undo struct {
	Needed  frontend.Variable // a bit
	Inverse frontend.Variable // of the clock of the undoing
	OldTime frontend.Variable
	Value   Word // what the undoing finds
}

// undo writes the old value back at the end of the failed frame. It is forced: Needed is 1 exactly where there is such an end.
func (m *machine) undo(active frontend.Variable, u *Undo, c cell, undo, clock frontend.Variable, moment int, old *bus.Word) {
	end := m.api.Mul(active, undo)
	m.api.AssertIsEqual(m.api.Mul(end, u.Inverse), u.Needed)
	m.api.AssertIsEqual(m.api.Mul(end, m.api.Sub(1, u.Needed)), 0)
	m.exchange(u.Needed, c, u.OldTime, u.Value.tuple(), m.undoing(undo, clock, moment), old)
}

// Slot is a storage slot as both runs find it, and as each leaves it.
type Slot struct {
	Active   frontend.Variable
	Account  frontend.Variable
	Address  Word // of the account
	Key      Word
	Before   Word
	Listed   frontend.Variable // a bit: the scenario commitment holds it
	Time     [runs]frontend.Variable
	After    [runs]Word
	AboveTop frontend.Variable // account or upper half of the key is above that of the slot before
}

const runs = 2

// defineSlots opens and closes each slot once: slots come in rising order of (account, key).
func (m *machine) defineSlots(slots []Slot) {
	api := m.api
	for i := range slots {
		s := &slots[i]
		api.AssertIsBoolean(s.Active)
		m.ranges.AssertWord(s.Key.tuple())
		m.ranges.AssertWord(s.Before.tuple())
		m.accounts.Query(s.Active, tagAddress, bus.Pair(s.Account, 0), s.Address.tuple())
		address, key, before := bus.Pair(s.Address.number(api), 0), s.Key.tuple(), s.Before.tuple()
		m.takeSlot(s, key, before)
		m.observe(s.Active, ObservedSlot, observedBefore, address, key, before)
		for r := range runs {
			account, after := bus.Pair(spaceStorage+r, s.Account), s.After[r].tuple()
			m.state.Send(s.Active, 0, account, key, before)
			m.state.Receive(s.Active, s.Time[r], account, key, after)
			m.observe(s.Active, ObservedSlot, r, address, key, after)
		}
		if i > 0 {
			api.AssertIsEqual(api.Mul(s.Active, api.Sub(1, slots[i-1].Active)), 0)
			m.requireRising(s.Active, s.AboveTop,
				api.Sub(m.slotTop(s), m.slotTop(&slots[i-1])), api.Sub(s.Key.Lo, slots[i-1].Key.Lo), 140)
		}
	}
}

// slotTop is account·2^128 + the upper half of the key; an account is an index of the account table.
func (m *machine) slotTop(s *Slot) frontend.Variable {
	return m.api.Add(m.api.Mul(s.Account, power(halfBits)), s.Key.Hi)
}

// requireRising says that a pair (top, low) is above the one before, given the differences: either top rises, or it stays and
// low rises.
func (m *machine) requireRising(active, aboveTop, top, low frontend.Variable, bits int) {
	api := m.api
	api.AssertIsBoolean(aboveTop)
	api.AssertIsEqual(api.Mul(api.Mul(active, api.Sub(1, aboveTop)), top), 0)
	m.ranges.AssertIf(active, api.Sub(api.Select(aboveTop, top, low), 1), bits)
}

// StorageRead is an SLOAD or TLOAD.
type StorageRead struct {
	Site       Site
	Scope      Scope
	Transient  frontend.Variable // a bit
	Key, Value Word
	OldTime    frontend.Variable
}

func (m *machine) defineStorageRead(r *StorageRead) {
	m.defineSite(&r.Site)
	key, value := r.Key.tuple(), r.Value.tuple()
	m.api.AssertIsBoolean(r.Transient)
	m.answer(&r.Site, m.api.Add(codeOf(0x54), m.api.Mul(r.Transient, 0x5c-0x54)), key, nil, value)
	m.requireScopeAt(&r.Site, &r.Scope)
	c := cell{bus.Pair(m.storageSpace(&r.Scope, r.Transient), r.Scope.Self), key}
	m.exchange(r.Site.Active, c, r.OldTime, value, m.moment(r.Site.Clock, momentFirst), value)
}

// storageSpace is where a frame's storage lies, or its transaction's transient storage.
func (m *machine) storageSpace(scope *Scope, transient frontend.Variable) frontend.Variable {
	return m.api.Add(spaceStorage, scope.Run, m.api.Mul(transient, m.api.Add(spaceTransient, m.api.Mul(txSpaces, scope.Tx))))
}

// StorageWrite is an SSTORE or TSTORE.
type StorageWrite struct {
	Site            Site
	Scope           Scope
	Transient       frontend.Variable // a bit
	Key, Old, Value Word
	OldTime         frontend.Variable
	Undo            Undo
}

func (m *machine) defineStorageWrite(w *StorageWrite) {
	m.defineSite(&w.Site)
	key, value, old := w.Key.tuple(), w.Value.tuple(), w.Old.tuple()
	m.api.AssertIsBoolean(w.Transient)
	m.answer(&w.Site, m.api.Add(codeOf(0x55), m.api.Mul(w.Transient, 0x5d-0x55)), key, value, nil)
	m.requireScopeAt(&w.Site, &w.Scope)
	// A static frame writes nothing, one on the stipend alone no storage.
	m.api.AssertIsEqual(m.api.Mul(w.Site.Active, w.Scope.Static), 0)
	m.api.AssertIsEqual(m.api.Mul(m.api.Sub(w.Site.Active, w.Transient), w.Scope.Stipend), 0)
	c := cell{bus.Pair(m.storageSpace(&w.Scope, w.Transient), w.Scope.Self), key}
	m.exchange(w.Site.Active, c, w.OldTime, old, m.moment(w.Site.Clock, momentFirst), value)
	m.undo(w.Site.Active, &w.Undo, c, w.Scope.Undo, w.Site.Clock, momentFirst, old)
}

func (m *machine) requireScopeAt(s *Site, scope *Scope) {
	m.api.AssertIsEqual(scope.Frame, s.Frame)
	m.requireScope(s.Active, scope)
}

// Transfer moves wei from one account to another at a clock.
type Transfer struct {
	FromOld, ToOld   frontend.Variable // lower halves; upper halves are zero
	FromTime, ToTime frontend.Variable
	FromUndo, ToUndo Undo
}

// transfer moves value (below 2^127) where active; undo is that of the frame that the transfer belongs to, shift moves the
// moments of the two accesses.
func (m *machine) transfer(active frontend.Variable, t *Transfer, run, from, to, value, undo, clock frontend.Variable, shift int) {
	api := m.api
	space := api.Add(spaceBalance, run)
	m.ranges.AssertIf(active, value, balanceBits)
	for _, side := range []struct {
		moment       int
		account      frontend.Variable
		old, oldTime frontend.Variable
		after        frontend.Variable
		undo         *Undo
	}{
		{momentFirst + shift, from, t.FromOld, t.FromTime, api.Sub(t.FromOld, value), &t.FromUndo},
		{momentSecond + shift, to, t.ToOld, t.ToTime, api.Add(t.ToOld, value), &t.ToUndo},
	} {
		c := cell{bus.Pair(space, side.account), nil}
		old := small(side.old)
		m.ranges.AssertIf(active, side.after, balanceBits)
		m.exchange(active, c, side.oldTime, old, m.moment(clock, side.moment), small(side.after))
		m.undo(active, side.undo, c, undo, clock, side.moment, old)
	}
}

// defineValue moves the value of a call; CALLCODE moves it from an account to itself, which takes as much to be there.
func (m *machine) defineValue(c *Call) {
	api := m.api
	api.AssertIsEqual(api.Mul(c.Active, c.Value.Hi), 0)
	api.AssertIsEqual(api.Mul(c.Value.Lo, c.ValueInverse), c.Transfers)
	api.AssertIsEqual(api.Mul(c.Value.Lo, api.Sub(1, c.Transfers)), 0)
	api.AssertIsEqual(api.Mul(c.Transfers, c.Caller.haltsByValue(api, c.IsCall)), 0)
	m.transfer(c.Transfers, &c.Transfer, c.Caller.Run, c.Caller.Self, payee(api, &c.Caller, c.Callee, c.IsCallCode), c.Value.Lo, c.Closing.Undo, c.lastRow(api), 0)
}

// payee is who gets the value of a call.
func payee(api frontend.API, caller *Scope, callee, isCallCode frontend.Variable) frontend.Variable {
	return api.Add(callee, api.Mul(isCallCode, api.Sub(caller.Self, callee)))
}
