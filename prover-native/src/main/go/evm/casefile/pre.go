// SPDX-License-Identifier: Apache-2.0

package casefile

import (
	"fmt"

	"suture.dev/prover-native/evm"
)

// readPre reads a geth genesis-alloc map. Names that differ only in the case of their digits are the same account.
func readPre(n node) (evm.World, error) {
	members, err := n.members()
	if err != nil {
		return nil, err
	}
	world := evm.World{}
	for name, member := range members {
		address, err := named(n.path, name).address()
		if err != nil {
			return nil, err
		}
		if world[address] != nil {
			return nil, fmt.Errorf("%s: the account %s stands twice, expected once", n.path, address)
		}
		if world[address], err = readAccount(member); err != nil {
			return nil, err
		}
	}
	return world, nil
}

// named makes a node of a member's name, to read it as a value.
func named(path, name string) node { return node{path, fmt.Appendf(nil, "%q", name)} }

func readAccount(n node) (*evm.Account, error) {
	members, err := n.object([]string{"balance"}, []string{"nonce", "code", "storage"})
	if err != nil {
		return nil, err
	}
	account := &evm.Account{Storage: map[evm.Word]evm.Word{}}
	if account.Balance, err = members["balance"].word(); err != nil {
		return nil, err
	}
	if nonce, there := members["nonce"]; there {
		if account.Nonce, err = nonce.uint64OrHex(); err != nil {
			return nil, err
		}
	}
	if code, there := members["code"]; there {
		if account.Code, err = code.bytes(); err != nil {
			return nil, err
		}
	}
	if storage, there := members["storage"]; there {
		err = readStorage(storage, account.Storage)
	}
	return account, err
}

func readStorage(n node, storage map[evm.Word]evm.Word) error {
	members, err := n.members()
	if err != nil {
		return err
	}
	for name, member := range members {
		slot, err := named(n.path, name).word()
		if err != nil {
			return err
		}
		if _, twice := storage[slot]; twice {
			return fmt.Errorf("%s: the slot %s stands twice, expected once", n.path, slot.Hex())
		}
		if storage[slot], err = member.word(); err != nil {
			return err
		}
	}
	return nil
}
