// SPDX-License-Identifier: Apache-2.0

package evm

// state is the world during a run, with a journal to undo what failed frames did.
type state struct {
	world     World
	transient map[slotKey]Word     // of the current transaction (EIP-1153)
	touched   map[Address]struct{} // in the current transaction: removed at its end where empty (EIP-161)
	undo      []func()             // newest last
}

type slotKey struct {
	address Address
	slot    Word
}

func newState(pre World) *state {
	s := &state{world: pre.Clone()}
	s.beginTransaction()
	return s
}

func (s *state) beginTransaction() {
	s.transient = map[slotKey]Word{}
	s.touched = map[Address]struct{}{}
	s.undo = nil
}

// endTransaction removes the empty accounts that the transaction touched. Paying the fee, even of 0 wei, touches the coinbase.
func (s *state) endTransaction(coinbase Address) {
	s.touch(coinbase)
	for address := range s.touched {
		if s.world[address].IsEmpty() {
			delete(s.world, address)
		}
	}
}

// snapshot names the present moment for revert.
func (s *state) snapshot() int { return len(s.undo) }

func (s *state) revert(snapshot int) {
	for len(s.undo) > snapshot {
		last := len(s.undo) - 1
		s.undo[last]()
		s.undo = s.undo[:last]
	}
}

func (s *state) balance(address Address) Word {
	if account := s.world[address]; account != nil {
		return account.Balance
	}
	return Word{}
}

func (s *state) code(address Address) []byte {
	if account := s.world[address]; account != nil {
		return account.Code
	}
	return nil
}

// touch returns the account for writing; it is created when absent.
func (s *state) touch(address Address) *Account {
	if _, known := s.touched[address]; !known {
		s.touched[address] = struct{}{}
		s.undo = append(s.undo, func() { delete(s.touched, address) })
	}
	account := s.world[address]
	if account == nil {
		account = &Account{Storage: map[Word]Word{}}
		s.world[address] = account
		s.undo = append(s.undo, func() { delete(s.world, address) })
	}
	return account
}

func (s *state) setBalance(address Address, balance *Word) {
	account := s.touch(address)
	previous := account.Balance
	account.Balance = *balance
	s.undo = append(s.undo, func() { account.Balance = previous })
}

// transfer moves wei that the caller has checked to be there. An empty recipient is touched by zero wei too.
func (s *state) transfer(from, to Address, value *Word) {
	balance := s.balance(from)
	s.setBalance(from, balance.Sub(&balance, value))
	balance = s.balance(to)
	s.setBalance(to, balance.Add(&balance, value))
}

func (s *state) bumpNonce(address Address) {
	s.touch(address).Nonce++ // never undone: it stands before the transaction's first snapshot
}

func (s *state) load(address Address, slot *Word) Word {
	if account := s.world[address]; account != nil {
		return account.Storage[*slot]
	}
	return Word{}
}

func (s *state) store(address Address, slot, value Word) {
	storage := s.touch(address).Storage
	previous := storage[slot]
	set := func(value Word) {
		if value.IsZero() {
			delete(storage, slot)
		} else {
			storage[slot] = value
		}
	}
	set(value)
	s.undo = append(s.undo, func() { set(previous) })
}

func (s *state) storeTransient(address Address, slot, value Word) {
	key := slotKey{address, slot}
	previous := s.transient[key]
	s.transient[key] = value
	s.undo = append(s.undo, func() { s.transient[key] = previous })
}
