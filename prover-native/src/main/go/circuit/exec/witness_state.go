// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"bytes"
	"slices"

	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/evm/outcome"
)

// cellName names a word of the state of one run.
type cellName struct {
	space, account int
	key            evm.Word
}

type cellState struct {
	value evm.Word
	time  int
}

type slotName struct {
	account int
	key     evm.Word
}

// write is a change that a failed frame takes back.
type write struct {
	cell   cellName
	old    evm.Word
	clock  int
	moment int
	undo   *Undo
}

func (b *builder) span() int { return b.c.shape.span() }

// cellAt finds a cell, or opens it with what the scenario says.
func (b *builder) cellAt(name cellName) *cellState {
	if s, ok := b.state[name]; ok {
		return s
	}
	s := &cellState{}
	if account := b.in.Scenario.Pre[b.accounts[name.account]]; account != nil {
		switch {
		case name.space < spaceBalance:
			s.value = account.Storage[name.key]
		case name.space < spaceTransient:
			s.value = account.Balance
		}
	}
	b.state[name] = s
	return s
}

// exchange replaces the value of a cell and gives what it was.
func (b *builder) exchange(name cellName, value *evm.Word, time int) cellState {
	s := b.cellAt(name)
	old := *s
	if value != nil {
		s.value = *value
	}
	s.time = time
	return old
}

func (b *builder) moment(clock, moment int) int { return clock*b.span() + moment }

// record keeps a write for the frame that may take it back.
func (b *builder) record(f *frame, name cellName, old evm.Word, clock, moment int, undo *Undo) {
	f.journal = append(f.journal, &write{name, old, clock, moment, undo})
	b.scopes = append(b.scopes, func() {
		if at := f.undo(); at != 0 {
			undo.Needed, undo.Inverse = 1, inverse(at)
		}
	})
}

// undoWrites takes back what a failed frame wrote, the last write first.
func (b *builder) undoWrites(f *frame) {
	for _, w := range slices.Backward(f.journal) {
		time := f.end*b.span() + b.span() - 1 - w.moment%2 - 2*w.clock
		found := b.exchange(w.cell, &w.old, time)
		w.undo.OldTime, w.undo.Value = found.time, halves(&found.value)
	}
	f.journal = nil
}

// storageCell names a slot of the frame's storage, or of its transaction's transient storage.
func (b *builder) storageCell(f *frame, key *evm.Word, transient bool) cellName {
	space := spaceStorage + f.run
	if transient {
		space = spaceTransient + f.run + txSpaces*f.tx
	}
	return cellName{space, f.self, *key}
}

func (b *builder) storageRead(f *frame, s *evm.Step, site Site) {
	row, transient := take(b, partStorageReads, b.c.StorageReads), s.Op == 0x5c
	old := b.exchange(b.storageCell(f, &s.Pops[0], transient), nil, b.moment(b.clock, momentFirst))
	*row = StorageRead{Site: site, Transient: bit(transient), Key: halves(&s.Pops[0]), Value: halves(&s.Pushes[0]), OldTime: old.time}
	b.fillScope(&row.Scope, f)
}

func (b *builder) storageWrite(f *frame, s *evm.Step, site Site) {
	row, transient := take(b, partWrites, b.c.StorageWrites), s.Op == 0x5d
	name := b.storageCell(f, &s.Pops[0], transient)
	old := b.exchange(name, &s.Pops[1], b.moment(b.clock, momentFirst))
	*row = StorageWrite{
		Site: site, Transient: bit(transient), Key: halves(&s.Pops[0]), Old: halves(&old.value), Value: halves(&s.Pops[1]), OldTime: old.time,
	}
	b.fillScope(&row.Scope, f)
	b.record(f, name, old.value, b.clock, momentFirst, &row.Undo)
}

// transfer moves wei at a clock for a frame.
func (b *builder) transfer(t *Transfer, f *frame, from, to int, value *evm.Word, clock, shift int) {
	var after evm.Word
	payer := cellName{spaceBalance + f.run, from, evm.Word{}}
	after.Sub(&b.cellAt(payer).value, value)
	old := b.exchange(payer, &after, b.moment(clock, momentFirst+shift))
	t.FromOld, t.FromTime = halves(&old.value).Lo, old.time
	b.record(f, payer, old.value, clock, momentFirst+shift, &t.FromUndo)

	payee := cellName{spaceBalance + f.run, to, evm.Word{}}
	after.Add(&b.cellAt(payee).value, value)
	old = b.exchange(payee, &after, b.moment(clock, momentSecond+shift))
	t.ToOld, t.ToTime = halves(&old.value).Lo, old.time
	b.record(f, payee, old.value, clock, momentSecond+shift, &t.ToUndo)
}

func (b *builder) balance(f *frame, s *evm.Step, site Site) {
	row, account := take(b, partBalances, b.c.Balances), f.self
	*row = Balance{Site: site, OfSelf: bit(s.Op == 0x47), Address: Word{0, 0}, AddressTop: 0, AddressHigh: 0, Code: 0}
	if s.Op == 0x31 {
		address := evm.AddressFromWord(&s.Pops[0])
		account = b.indices[address]
		row.Address, row.Code = halves(&s.Pops[0]), b.codeID(address, f.run)
		row.AddressTop, row.AddressHigh = addressCut(&s.Pops[0])
	}
	old := b.exchange(cellName{spaceBalance + f.run, account, evm.Word{}}, nil, b.moment(b.clock, momentFirst))
	row.Account, row.Value, row.OldTime = account, halves(&s.Pushes[0]).Lo, old.time
	b.fillScope(&row.Scope, f)
}

func (b *builder) codeSize(f *frame, s *evm.Step, site Site) {
	row, address := take(b, partCodeSizes, b.c.CodeSizes), evm.AddressFromWord(&s.Pops[0])
	account, id := b.indices[address], b.codeID(address, f.run)
	*row = CodeSize{Site: site, Address: halves(&s.Pops[0]), Account: account, Code: id, Bytes: len(b.codeBytes[id]), OfTarget: bit(account == 0), Inverse: inverse(account)}
	row.AddressTop, row.AddressHigh = addressCut(&s.Pops[0])
	if account == 0 {
		scan, at := b.scanAt(f.codeID, s.PC+1)
		row.Prefix = scan.prefix[at]
	}
	b.fillScope(&row.Scope, f)
}

// assignSlots lists all slots that either run touches or the scenario makes public, in rising order.
func (b *builder) assignSlots() error {
	for _, t := range b.traces {
		for i := range t.Steps {
			s := &t.Steps[i]
			if (s.Op == 0x54 || s.Op == 0x55) && s.Halt == 0 {
				b.slots[slotName{b.indices[t.Frames[s.Frame].Self], s.Pops[0]}] = 0
			}
		}
	}
	for _, c := range b.conditions() {
		if c.Subject == outcome.Slot {
			b.slots[slotName{b.indices[c.Address], c.Slot}] = 0
		}
	}
	for address, account := range b.publicAccounts() {
		for key, value := range account.Storage {
			if !value.IsZero() {
				b.slots[slotName{b.indices[address], key}] = 0
			}
		}
	}
	for name := range b.slots {
		b.names = append(b.names, name)
	}
	slices.SortFunc(b.names, func(x, y slotName) int {
		if x.account != y.account {
			return x.account - y.account
		}
		return x.key.Cmp(&y.key)
	})
	for i, name := range b.names {
		b.slots[name] = i
		row := take(b, partSlots, b.c.Slots)
		row.Active, row.Account, row.Address, row.Key = 1, name.account, addressWord(b.accounts[name.account]), halves(&name.key)
		before := b.cellAt(cellName{spaceStorage, name.account, name.key}).value
		row.Before, row.Listed = halves(&before), bit(!before.IsZero())
		if !before.IsZero() && b.isFleeting(name.account) {
			b.unsupported("storage of an account that is empty otherwise")
		}
		if i > 0 {
			last := b.names[i-1]
			row.AboveTop = bit(name.account != last.account || !bytes.Equal(upper(&name.key), upper(&last.key)))
		}
	}
	return b.failure
}

// assignTransients lists the slots of transient storage that were used, in rising order.
func (b *builder) assignTransients() error {
	var names []cellName
	for name := range b.state {
		if name.space >= spaceTransient {
			names = append(names, name)
		}
	}
	order := func(n cellName) int { // transaction, run, account
		space := n.space - spaceTransient
		return (space/txSpaces*2+space%txSpaces)<<12 + n.account
	}
	slices.SortFunc(names, func(x, y cellName) int {
		if order(x) != order(y) {
			return order(x) - order(y)
		}
		return x.key.Cmp(&y.key)
	})
	for i, name := range names {
		space, s := name.space-spaceTransient, b.state[name]
		row := take(b, partTransientSlots, b.c.Transients)
		*row = TransientSlot{
			Active: 1, Run: space % txSpaces, Tx: space / txSpaces, Account: name.account, Key: halves(&name.key), Time: s.time, After: halves(&s.value),
		}
		if i > 0 {
			row.AboveTop = bit(order(name) != order(names[i-1]) || !bytes.Equal(upper(&name.key), upper(&names[i-1].key)))
		}
	}
	return b.failure
}

// isFleeting tells whether the first transaction that touches an account removes it with its storage (EIP-161), for which the circuit
// has no row. The target has code in any case.
func (b *builder) isFleeting(account int) bool {
	return account > 0 && b.in.Scenario.Pre[b.accounts[account]].IsEmpty()
}

func upper(w *evm.Word) []byte {
	b := w.Bytes32()
	return b[:halfBytes]
}

// assignFinals writes down how both runs leave slots and balances.
func (b *builder) assignFinals() error {
	for i, name := range b.names {
		for r := range runs {
			s := b.cellAt(cellName{spaceStorage + r, name.account, name.key})
			b.c.Slots[i].Time[r], b.c.Slots[i].After[r] = s.time, halves(&s.value)
		}
	}
	for i := range b.accounts {
		for r := range runs {
			s := b.cellAt(cellName{spaceBalance + r, i, evm.Word{}})
			b.c.Accounts[i].Time[r], b.c.Accounts[i].After[r] = s.time, halves(&s.value).Lo
		}
	}
	return b.failure
}
