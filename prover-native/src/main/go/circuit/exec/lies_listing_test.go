// SPDX-License-Identifier: Apache-2.0

package exec

import "github.com/consensys/gnark/frontend"

// listingLies are about what the scenario commitment holds of the state that the runs start from.
func listingLies() []lie {
	stop := program{code: "STOP"}
	nobody := program{code: "0xdd00 BALANCE 0 SSTORE STOP"}
	helped := program{helper: "1 POP STOP", code: helperWord + " EXTCODESIZE 0 SSTORE STOP"}
	return append(listedSlotLies(), []lie{
		{what: "a balance that is not listed", program: stop, muted: "takeAccount", tell: func(l *liar) {
			l.Accounts[1].Listed = 0
			l.rebind()
		}},
		{what: "a code that is not listed", program: helped, muted: "takeAccount", tell: func(l *liar) {
			l.Accounts[2].Listed = 0
			l.rebind()
		}},
		{what: "a target that is not listed", program: stop, muted: "takeAccount", tell: func(l *liar) {
			l.Accounts[0].Listed = 0
			l.rebind()
		}},
		{what: "a listed balance that no run sees", program: nobody, muted: "takeAccount", tell: func(l *liar) {
			again := spare(l.Accounts)
			*again = l.Accounts[1] // 0xdd00, which is empty for the runs
			again.Active, again.Listed, again.Balance = 0, 1, 55
			l.rebind()
		}},
		{what: "an account that is listed by half", program: stop, muted: "takeAccount", tell: func(l *liar) {
			half, user := fraction(1, 2), &l.Accounts[1]
			user.Listed = half
			l.Listing.Accounts[1] = ListedAccount{numbers{}.Mul(half, user.name(numbers{})), numbers{}.Mul(half, user.Balance)}
			l.rebindListing()
		}},
		{what: "another balance than the listed one", program: stop, muted: "table listed accounts", tell: func(l *liar) {
			l.Listing.Accounts[1].Balance = 2000
			l.rebindListing()
		}},
		{what: "another code than the listed one", program: helped, muted: "table listed accounts", tell: func(l *liar) {
			user := l.Accounts[1]
			user.CodeID = codeEmpty + 1
			l.Listing.Accounts[1].Name = user.name(numbers{})
			l.rebindListing()
		}},
		{what: "an account whose entry is there twice", program: stop, muted: "table listed accounts", tell: func(l *liar) {
			l.Listing.Accounts[2] = l.Listing.Accounts[1]
			l.rebindListing()
		}},
		{what: "a sender by another address", program: stop, muted: "table accounts", tell: func(l *liar) {
			l.Txs[0].FromAddress = addressWord(helperAddress)
			for _, f := range used(l.Frames) {
				f.Entry.Caller, f.Entry.Origin = l.Txs[0].FromAddress, l.Txs[0].FromAddress
			}
			l.rebind()
		}},
		{what: "a recipient by another address", program: stop, muted: "table accounts", tell: func(l *liar) {
			l.Txs[0].ToAddress = addressWord(helperAddress)
			l.rebind()
		}},
	}...)
}

func listedSlotLies() []lie {
	reads := program{code: "0 SLOAD 1 SLOAD ADD 0 SSTORE STOP"} // slot 0 is 9, slot 1 is zero
	return []lie{
		{what: "a slot that is not listed", program: reads, muted: "takeSlot", tell: func(l *liar) {
			l.Slots[0].Listed = 0
			l.rebind()
		}},
		{what: "a listed slot that no run sees", program: reads, muted: "takeSlot", tell: func(l *liar) {
			again := &l.Slots[2]
			*again = l.Slots[1]
			again.Active, again.Listed, again.Before = 0, 1, low(77)
			l.rebind()
		}},
		{what: "a slot that is listed by half", program: reads, muted: "takeSlot", tell: func(l *liar) {
			half, slot := fraction(1, 2), &l.Slots[0]
			slot.Listed = half
			times := func(w Word) Word { return Word{numbers{}.Mul(half, w.Hi), numbers{}.Mul(half, w.Lo)} }
			l.Listing.Slots[0] = ListedSlot{numbers{}.Mul(half, slot.name(numbers{})), times(slot.Key), times(slot.Before)}
			l.rebindListing()
		}},
		{what: "another value than the listed one", program: reads, muted: "table listed slots", tell: func(l *liar) {
			l.Listing.Slots[0].Value = low(3)
			l.rebindListing()
		}},
		{what: "a slot whose entry is there twice", program: reads, muted: "table listed slots", tell: func(l *liar) {
			l.Listing.Slots[1] = l.Listing.Slots[0]
			l.rebindListing()
		}},
		{what: "a slot that is listed as that of another account", program: reads, muted: "table accounts", tell: func(l *liar) {
			l.Slots[0].Address = addressWord(helperAddress)
			l.rebind()
		}},
	}
}

// addressOf is the address of an account by its index.
func (l *liar) addressOf(index frontend.Variable) Word {
	a := &l.Accounts[toInt(index)]
	return Word{a.High, a.Low}
}
