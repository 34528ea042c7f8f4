// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/gadget/bus"
)

// Listing is what the scenario commitment holds of the state that both runs start from. Whatever is not listed is empty: an account
// without code and balance, a slot that is zero. So the tables of accounts and slots, which have all that a run touches, are these
// entries and any number of empty ones; where the listing is the whole state before, the commitment says nothing of what secret
// code touches.
type Listing struct {
	Accounts []ListedAccount
	Slots    []ListedSlot
}

// ListedAccount is an account with code or balance, and the target; all zeros in an entry that is not in use.
type ListedAccount struct {
	Name    frontend.Variable // 2^160·(code id + 1) + address
	Balance frontend.Variable
}

// ListedSlot is a slot that is not zero; all zeros in an entry that is not in use.
type ListedSlot struct {
	Name       frontend.Variable // 2^160 + address
	Key, Value Word
}

const addressBits = 160

func newListing(s Shape) Listing {
	return Listing{make([]ListedAccount, s.Accounts), make([]ListedSlot, s.Slots)}
}

// offer puts every entry on the balances from which accounts and slots take theirs. Each of these takes one, an entry of zeros where it
// is not listed; names of accounts are different, those of slots with their keys, too: so no entry is there twice.
func (l *Listing) offer(m *machine) {
	for i := range l.Accounts {
		m.listedAccounts.Send(1, l.Accounts[i].Name, nil, nil, small(l.Accounts[i].Balance))
	}
	for i := range l.Slots {
		s := &l.Slots[i]
		m.listedSlots.Send(1, s.Name, nil, s.Key.tuple(), s.Value.tuple())
	}
}

// takeAccount takes the account's entry off the listing; where it is not listed it has no code and no balance. The target has code of
// its own in any case, so it is always listed.
func (m *machine) takeAccount(a *Account, balance *bus.Word) {
	api := m.api
	api.AssertIsEqual(api.Mul(a.Listed, api.Sub(a.Active, a.Listed)), 0) // a bit, and 0 where the account is not in use
	api.AssertIsEqual(api.Mul(api.Sub(a.Active, a.Listed), api.Sub(a.CodeID, codeEmpty)), 0)
	api.AssertIsEqual(api.Mul(api.Sub(1, a.Listed), a.Balance), 0)
	name := a.name(api)
	m.listedAccounts.ReceiveAs(1, func(c *bus.Challenges) frontend.Variable {
		return api.Mul(a.Listed, api.Add(name, balance.At(c, 2)))
	})
}

// takeSlot is the same for a slot.
func (m *machine) takeSlot(s *Slot, key, before *bus.Word) {
	api := m.api
	api.AssertIsEqual(api.Mul(s.Listed, api.Sub(s.Active, s.Listed)), 0)
	// Both halves are below 2^128, so their sum is zero only if they are.
	api.AssertIsEqual(api.Mul(api.Sub(1, s.Listed), api.Add(s.Before.Hi, s.Before.Lo)), 0)
	name := s.name(api)
	m.listedSlots.ReceiveAs(1, func(c *bus.Challenges) frontend.Variable {
		return api.Mul(s.Listed, api.Add(name, key.At(c, 1), before.At(c, 2)))
	})
}

// name packs address and code id, which the table of accounts bounds.
func (x *Account) name(a algebra) frontend.Variable {
	return a.Add(Word{x.High, x.Low}.number(a), a.Mul(a.Add(x.CodeID, 1), power(addressBits)))
}

func (s *Slot) name(a algebra) frontend.Variable {
	return a.Add(s.Address.number(a), power(addressBits))
}

// algebra is arithmetic on wires or on numbers: what a claim commits to is written once for the circuit and the witness.
type algebra interface {
	Add(x, y frontend.Variable, more ...frontend.Variable) frontend.Variable
	Mul(x, y frontend.Variable, more ...frontend.Variable) frontend.Variable
}

// scenarioElements is all that both runs start from, target code excepted: block, the other codes, the listed accounts and slots, and
// the transactions with their call data. All of it is linear in the columns.
func (c *Circuit) scenarioElements(a algebra, otherCodes []frontend.Variable) []frontend.Variable {
	list := append(c.Env.elements(), otherCodes...)
	list = append(list, pack(a, c.Others.Begins, 1, packedBits)...)
	list = append(list, c.Lengths[codeEmpty:]...)
	for _, column := range bus.Columns(&c.Listing) {
		list = append(list, *column)
	}
	for k := range c.Txs {
		list = append(list, c.Txs[k].elements(a)...)
	}
	return append(list, pack(a, c.Rom.Bytes[:c.shape.CallData], 8, commitment.ChunkBytes)...)
}

// elements names sender and recipient by address. Where a transaction is not in use its addresses are not bounded, so nothing is
// packed with them.
func (t *Tx) elements(a algebra) []frontend.Variable {
	data := a.Add(t.DataBase, a.Mul(t.DataLen, power(lengthBits)), a.Mul(a.Add(t.Active, a.Mul(2, t.Static)), power(2*lengthBits)))
	return []frontend.Variable{t.FromAddress.number(a), t.ToAddress.number(a), t.Value, data}
}

// packedBits is how many bits one element holds.
const packedBits = 248

// pack puts columns of a bounded width together, big-endian, n in an element; they are bounded by other constraints.
func pack(a algebra, columns []frontend.Variable, width, n int) []frontend.Variable {
	var packed []frontend.Variable
	for start := 0; start < len(columns); start += n {
		var sum frontend.Variable = 0
		for _, x := range columns[start:min(start+n, len(columns))] {
			sum = a.Add(a.Mul(sum, power(width)), x)
		}
		packed = append(packed, sum)
	}
	return packed
}
