// SPDX-License-Identifier: Apache-2.0

package keccak

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark/frontend"
)

// named is a column with the name of its kind.
type named struct {
	kind  string
	wires []frontend.Variable
}

func (c *Chip) named() []named {
	columns := []named{{"Final", c.Final}, {"Continue", c.Continue}}
	for _, pack := range c.Packs {
		columns = append(columns, named{"Block", pack.Block}, named{"Ended", pack.Ended}, named{"Input", pack.Input})
		for _, round := range pack.Rounds {
			columns = append(columns, named{"Theta", round.Theta}, named{"Output", round.Output})
		}
	}
	return columns
}

// FuzzChip_RejectsChanges changes one or two wires of an honest assignment. A few thousand tries:
//
//	go test -run - -fuzz Fuzz -fuzztime 5000x -parallel 1 .
func FuzzChip_RejectsChanges(f *testing.F) {
	for seed := range uint64(60) {
		f.Add(seed)
	}
	plan, messages := newPlan(2), []Message{message(100, 1), message(33, 2)}
	system := compile(f, empty(newChip(plan, attackRounds), 100, 33))
	f.Fuzz(func(t *testing.T, seed uint64) {
		chip := newChip(plan, attackRounds)
		traces, ids, err := chip.trace(messages)
		if err != nil {
			t.Fatal(err)
		}
		chip.fill(traces)
		h := &harness{Chip: chip}
		for i, m := range messages {
			h.Claims = append(h.Claims, claimed(ids[i], m, traces[ids[i]].at(attackRounds).digest()))
		}
		if kind := mutate(rand.New(rand.NewPCG(seed, 0)), chip.named()); solve(t, system, h) == nil {
			t.Errorf("accepted a change of %s", kind)
		}
	})
}

// mutate changes one wire, or two in a ratio in which they may stand in a form.
func mutate(random *rand.Rand, columns []named) string {
	first := columns[random.IntN(len(columns))]
	i := random.IntN(len(first.wires))
	delta := randomDelta(random)
	if random.IntN(3) == 0 {
		add(&first.wires[i], delta)
		return first.kind
	}
	second := first
	if random.IntN(2) == 0 {
		second = columns[random.IntN(len(columns))]
	}
	steps := []int{1, 2, 5, 8, laneBits, 2 * laneBits, 4 * laneBits, columnsApart}
	j := (i + steps[random.IntN(len(steps))]) % len(second.wires)
	if second.kind != first.kind && random.IntN(2) == 0 {
		j = i % len(second.wires)
	} else if &second.wires[j] == &first.wires[i] {
		j = (j + 1) % len(second.wires)
	}
	ratios := []int64{1, 2, 3, 4, 7, 8, 9, 12, 16, 27, 49, 128, 144, 243, 486, 1 << slotBits}
	ratio := big.NewInt(ratios[random.IntN(len(ratios))] * int64(1-2*random.IntN(2)))
	add(&first.wires[i], new(big.Int).Mul(delta, ratio))
	add(&second.wires[j], new(big.Int).Neg(delta))
	return first.kind + " and " + second.kind
}

const columnsApart = columns

// randomDelta is a digit, a move between digits, or anything; never zero.
func randomDelta(random *rand.Rand) *big.Int {
	delta := big.NewInt(int64(1 - 2*random.IntN(2)))
	switch random.IntN(4) {
	case 0:
		return delta.Lsh(delta, slotBits)
	case 1:
		return delta.Add(delta, shifted(slotBits))
	case 2:
		return delta.Add(delta, new(big.Int).Rsh(ecc.BN254.ScalarField(), uint(random.IntN(200)+1)))
	}
	return delta
}

func add(wire *frontend.Variable, delta *big.Int) {
	switch v := (*wire).(type) {
	case *big.Int:
		*wire = new(big.Int).Add(v, delta)
	case int:
		*wire = new(big.Int).Add(big.NewInt(int64(v)), delta)
	}
}
