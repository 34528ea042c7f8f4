// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"fmt"
	"math/big"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/evm"
)

// holdsAnything tells whether an account of the state before is to be found in the listing, be it by a slot alone.
func holdsAnything(a *evm.Account) bool {
	for _, value := range a.Storage {
		if !value.IsZero() {
			return true
		}
	}
	return len(a.Code) > 0 || !a.Balance.IsZero()
}

// publicAccounts are those that a public scenario lists, touched or not: all of which the state before holds anything.
func (b *builder) publicAccounts() map[evm.Address]*evm.Account {
	list := map[evm.Address]*evm.Account{}
	for address, account := range b.in.Scenario.Pre {
		if b.in.Public && holdsAnything(account) {
			list[address] = account
		}
	}
	return list
}

// spreadCallData gives each different call data of a public scenario an equal share of the shape's room, as zeros behind it: so where
// they stand is a function of scenario and shape, whatever the runs read behind their ends.
func (b *builder) spreadCallData(tails []int) error {
	different, bytes, longest := map[string]bool{}, 0, 0
	for k := range b.in.Scenario.Txs {
		data := b.in.Scenario.Txs[k].Data
		if !different[string(data)] {
			different[string(data)] = true
			bytes += len(data)
		}
		longest = max(longest, tails[k])
	}
	n := max(1, len(different))
	b.rom.callData = bytes + n*longest
	if have := b.c.shape.CallData; b.rom.callData > have {
		return &CapacityError{partCallData, b.rom.callData, have}
	}
	for k := range tails {
		tails[k] = (b.c.shape.CallData - bytes) / n
	}
	return nil
}

// list writes the listing in the order of the tables: the target, then by address; slots by account and key.
func (c *Circuit) list() {
	c.Listing = newListing(c.shape)
	accounts, slots := 0, 0
	for i := range c.Accounts {
		if a := &c.Accounts[i]; toInt(a.Listed) == 1 {
			c.Listing.Accounts[accounts] = ListedAccount{a.name(numbers{}), a.Balance}
			accounts++
		}
	}
	for i := range c.Slots {
		if s := &c.Slots[i]; toInt(s.Listed) == 1 {
			c.Listing.Slots[slots] = ListedSlot{s.name(numbers{}), s.Key, s.Before}
			slots++
		}
	}
	zeroEmpty(&c.Listing)
}

// scenario is the commitment to what both runs start from.
func (b *builder) scenario(blind fr.Element) fr.Element {
	chunks := make([]frontend.Variable, len(b.c.Others.Begins))
	for k := range chunks {
		chunks[k] = new(big.Int).SetBytes(b.scans[codeEmpty].bytes[k*commitment.ChunkBytes : (k+1)*commitment.ChunkBytes])
	}
	return commitment.Hash(commitment.TagScenario, elements(append(b.c.scenarioElements(numbers{}, chunks), blind)))
}

// ScenarioCommitment is what a proof in a shape commits to of a public scenario. It needs no new code, so whoever has the scenario
// and the blind, which is published with it, can tell before the reveal what a proof is about. The target's code is no part of it: C_old says
// which it is.
func ScenarioCommitment(shape Shape, s *evm.Scenario, blind fr.Element) (fr.Element, error) {
	if s.Pre[s.Target] == nil {
		return fr.Element{}, fmt.Errorf("%w: the target is no account of the state before", commitment.ErrInput)
	}
	untouched := &evm.Trace{Txs: make([]evm.TxResult, len(s.Txs))}
	for k := range s.Txs {
		if s.Txs[k].Create {
			return fr.Element{}, &UnsupportedError{"a transaction that creates a contract"}
		}
		untouched.Txs[k].RootFrame = -1
	}
	old := s.Pre[s.Target].Code
	b := newBuilder(shape.ofScenario(), Input{Scenario: s, Old: old, New: old, Public: true}, [runs]*evm.Trace{untouched, untouched})
	for _, phase := range append(b.scenarioPhases(), b.assignRom) {
		if err := phase(); err != nil {
			return fr.Element{}, err
		}
	}
	b.assignEnvironment()
	zeroEmpty(b.c)
	b.c.list()
	return b.scenario(blind), nil
}

// ofScenario is the part of the shape that the scenario commitment depends on, and the least that there is of chips.
func (s Shape) ofScenario() Shape {
	return Shape{
		Name: s.Name, CodeBytes: s.CodeBytes, OtherBytes: s.OtherBytes, Codes: s.Codes,
		Accounts: s.Accounts, Slots: s.Slots, Txs: s.Txs, Rom: s.Rom, CallData: s.CallData, Keccak: 1,
	}
}
