// SPDX-License-Identifier: Apache-2.0

package evm

import (
	"bytes"
	"maps"
)

// Account is one account's state. Balance is in wei. A slot absent from Storage is zero; a present slot is not zero in
// worlds that Run returns, and may be in worlds given to it.
type Account struct {
	Balance Word
	Nonce   uint64
	Code    []byte
	Storage map[Word]Word
}

// World is all accounts. An absent account is empty: no balance, nonce 0, no code.
type World map[Address]*Account

// Clone copies the world so that the accounts and storage of the copy can change. Code is shared: nothing changes it.
// Slots that are zero are left out.
func (w World) Clone() World {
	clone := make(World, len(w))
	for address, account := range w {
		storage := maps.Clone(account.Storage)
		if storage == nil {
			storage = map[Word]Word{}
		}
		maps.DeleteFunc(storage, func(_, value Word) bool { return value.IsZero() })
		clone[address] = &Account{Balance: account.Balance, Nonce: account.Nonce, Code: account.Code, Storage: storage}
	}
	return clone
}

// IsEmpty tells whether the account counts as absent (EIP-161). Storage does not count.
func (a *Account) IsEmpty() bool {
	return a == nil || a.Nonce == 0 && a.Balance.IsZero() && len(a.Code) == 0
}

var delegationPrefix = []byte{0xef, 0x01, 0x00}

// isDelegated tells whether the code is a pointer to another account's code (EIP-7702).
func isDelegated(code []byte) bool {
	return len(code) == 23 && bytes.HasPrefix(code, delegationPrefix)
}
