// SPDX-License-Identifier: Apache-2.0

package keccak

import (
	"math/big"
	"testing"

	"github.com/consensys/gnark/constraint/solver"
	"github.com/consensys/gnark/frontend"
)

// attackRounds keeps the circuits small; every round is built by the same code.
const attackRounds = 2

// Slots of the base assignment: a message of three blocks, one of one block, and an unused slot.
const (
	slotLong   = 0
	slotShort  = 3
	slotUnused = 4
)

// forgery is an assignment in the making.
type forgery struct {
	t       *testing.T
	plan    plan
	chip    *Chip
	traces  []*trace
	claims  []claim
	columns []func(*Chip) // changes after the traces are filled in
	options []solver.Option
}

func newForgery(t *testing.T, plan plan) *forgery {
	f := &forgery{t: t, plan: plan, chip: newChip(plan, attackRounds)}
	long, short := message(300, 1), message(100, 2)
	for i := range short {
		short[i] |= 1
	}
	traces, _, err := f.chip.trace([]Message{long, short})
	if err != nil {
		t.Fatal(err)
	}
	f.traces = traces
	f.claims = []claim{claimed(slotLong, long, f.digest(2)), claimed(slotShort, short, f.digest(slotShort))}
	return f
}

func (f *forgery) digest(slot int) []byte { return f.traces[slot].at(attackRounds).digest() }

// relink absorbs what the blocks say, and claims the new digests.
func (f *forgery) relink() {
	link(f.traces, attackRounds)
	f.reclaim()
}

// rerun is relink from a slot on, with inputs as they are where a message begins.
func (f *forgery) rerun(from int) {
	for n := from; n < len(f.traces); n++ {
		t := f.traces[n]
		if t.continues {
			t.input = f.traces[n-1].at(attackRounds)
			for i, lane := range t.block {
				t.input[i] ^= lane
			}
		}
		t.run(attackRounds)
	}
	f.reclaim()
}

// reclaim claims the digests of the last rounds as they are.
func (f *forgery) reclaim() {
	for i, slot := range []int{2, slotShort} {
		c := f.claimDigest(0, 0, slot)
		f.claims[i].Hi, f.claims[i].Lo = c.Hi, c.Lo
	}
}

// claimDigest claims the digest of a slot for a message without its bytes.
func (f *forgery) claimDigest(id, length, slot int) claim {
	c := claimed(id, nil, f.digest(slot))
	c.Length = length
	return c
}

// blockByte changes a byte of a block.
func (f *forgery) blockByte(slot, j int, v byte) {
	f.traces[slot].block[j/8] ^= (f.traces[slot].block[j/8]>>(8*(j%8)) ^ uint64(v)) & 0xff << (8 * (j % 8))
}

func (f *forgery) byteOf(slot, j int) byte { return byte(f.traces[slot].block[j/8] >> (8 * (j % 8))) }

// add changes a wire by n in the digit of a slot.
func (f *forgery) add(wire *frontend.Variable, slot int, n int64) {
	delta := new(big.Int).Mul(big.NewInt(n), shifted(slotBits*(slot/f.plan.packs)))
	switch v := (*wire).(type) {
	case *big.Int:
		*wire = delta.Add(delta, v)
	case int:
		*wire = delta.Add(delta, big.NewInt(int64(v)))
	default:
		f.t.Fatalf("column of type %T", v)
	}
}

// pack is that of a slot.
func (f *forgery) pack(c *Chip, slot int) *Pack { return &c.Packs[slot%f.plan.packs] }

// borrow has all forms of a group cut so that the slice of the short message is one less, and the one below 2^18 more.
func (f *forgery) borrow(of group) {
	lower := max(slotShort/f.plan.packs-1, 0)
	f.options = append(f.options, solver.OverrideHint(solver.GetHintID(sliceHint), func(q *big.Int, inputs, slices []*big.Int) error {
		if err := sliceHint(q, inputs, slices); err != nil || group(inputs[0].Int64()) != of {
			return err
		}
		at := min(lower, len(slices)-1)
		slices[at].Add(slices[at], shifted(int(inputs[1].Int64())))
		if at+1 < len(slices) { // otherwise the next slice is what is left
			slices[at+1].Sub(slices[at+1], big.NewInt(1))
		}
		return nil
	}))
}

// accepted solves the forgery with some groups left out.
func (f *forgery) accepted(skip group) error {
	f.chip.fill(f.traces)
	for _, change := range f.columns {
		change(f.chip)
	}
	blank := newChip(f.plan, attackRounds)
	blank.skip = skip
	circuit := &harness{Chip: blank}
	for _, c := range f.claims {
		circuit.Claims = append(circuit.Claims, claim{Bytes: column(len(c.Bytes))})
	}
	return solve(f.t, compile(f.t, circuit), &harness{Chip: f.chip, Claims: f.claims}, f.options...)
}
