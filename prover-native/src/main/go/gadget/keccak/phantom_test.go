// SPDX-License-Identifier: Apache-2.0

package keccak

import (
	"math/big"
	"testing"

	"github.com/consensys/gnark/frontend"
)

// A pack of 2 and one of 1, with chi slices of 2: chi alone would have the narrow pack run a second permutation.
func TestChip_RejectsDigitsBeyondThePack(t *testing.T) {
	f := newPhantom(t)
	if f.accepted(0) == nil {
		t.Error("accepted")
	}
	if err := f.accepted(groupAbsorb | groupTheta | groupDigest); err != nil {
		t.Errorf("does not bite: %v", err)
	}
}

// newPhantom fills digit 1 of the narrow pack with a permutation without iota.
func newPhantom(t *testing.T) *forgery {
	f := &forgery{t: t, plan: plan{slots: 3, packs: 2, chiRows: 2, thetaColumns: 4, absorbBits: 4}}
	f.chip = newChip(f.plan, attackRounds)
	f.traces, _, _ = f.chip.trace([]Message{message(300, 1)})
	phantom := &trace{input: state{5: 9, 7: 1 << 50}, rounds: make([]roundTrace, attackRounds)}
	for r := range attackRounds {
		phantom.round(r)
		phantom.rounds[r].output[0] ^= roundConstants[r] // at takes it off again
	}
	for r := range attackRounds {
		phantom.rounds[r].output[0] ^= roundConstants[r]
	}
	f.columns = append(f.columns, func(c *Chip) { addDigit(&c.Packs[1], 1, phantom) })
	return f
}

// addDigit puts a permutation in a digit that is zero.
func addDigit(pack *Pack, digit int, t *trace) {
	set := func(column []frontend.Variable, lanes []uint64) {
		for k := range column {
			bit := new(big.Int).SetUint64(lanes[k/laneBits] >> (k % laneBits) & 1)
			column[k] = bit.Lsh(bit, uint(slotBits*digit)).Add(bit, column[k].(*big.Int))
		}
	}
	set(pack.Input, t.input[:])
	for r, round := range pack.Rounds {
		set(round.Theta, t.rounds[r].theta[:])
		set(round.Output, t.rounds[r].output[:])
	}
}
