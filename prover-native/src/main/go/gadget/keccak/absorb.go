// SPDX-License-Identifier: Apache-2.0

package keccak

import "github.com/consensys/gnark/frontend"

const absorbBase = 7

// slotFacts is what is known of one slot: its message, the number of its block in the message, and whether it is the last.
type slotFacts struct{ id, block, final frontend.Variable }

// defineFlags derives message ids and block numbers: both are at most the index of the slot.
func (b *builder) defineFlags() []slotFacts {
	b.argument.Commit(b.Final...)
	b.argument.Commit(b.Continue...)
	slots := make([]slotFacts, b.plan.slots)
	for n := range slots {
		if b.skip&groupFlags == 0 {
			b.api.AssertIsBoolean(b.Final[n])
			b.api.AssertIsBoolean(b.Continue[n])
		}
		slots[n] = slotFacts{id: n, block: 0, final: b.Final[n]}
		if n > 0 {
			before := slots[n-1]
			slots[n].id = b.api.Add(n, b.api.Mul(b.Continue[n], b.api.Sub(before.id, n)))
			slots[n].block = b.api.Mul(b.Continue[n], b.api.Add(before.block, 1))
		}
		switch {
		case b.skip&groupOrder != 0:
		case n == 0:
			b.api.AssertIsEqual(b.Continue[0], 0)
		default:
			b.api.AssertIsEqual(b.api.Mul(b.Continue[n], b.Final[n-1]), 0)
		}
	}
	return slots
}

// defineAbsorb says input = block xor (state of the slot before, where the slot continues), bit by bit: with u = state +
// continue and t = block + input, u + 2t is 0, 1, 4 or 5 exactly if t is even where u < 2, and 1 where u = 2.
func (b *builder) defineAbsorb(p int) {
	pack := b.Packs[p]
	continues := b.packed(p, b.Continue)
	before, digits := b.before(p)
	for start := 0; start < stateBits; start += b.plan.absorbBits {
		var terms []frontend.Variable
		for j := range min(b.plan.absorbBits, stateBits-start) {
			weight := power(absorbBase, j)
			terms = append(terms, b.api.Mul(pack.Input[start+j], 2*weight))
			terms = append(terms, b.api.Mul(continues, weight), b.api.Mul(before[start+j], weight))
			if start+j < blockBits {
				terms = append(terms, b.api.Mul(pack.Block[start+j], 2*weight))
			}
		}
		b.slice(groupAbsorb, b.absorb, b.sum(terms), digits, 1)
	}
}

// before is the state after the slots before those of a pack, and the number of digits it has; one more than the pack where
// the last slot of all is among them.
func (b *builder) before(p int) ([]frontend.Variable, int) {
	if p > 0 {
		return b.output(p - 1), b.plan.width(p - 1)
	}
	last := len(b.Packs) - 1
	state := b.output(last)
	for i := range state {
		state[i] = scaled(b.api, state[i], slotBits)
	}
	return state, b.plan.width(last) + 1
}

// packed puts a column of slots in the digits of a pack.
func (b *builder) packed(p int, column []frontend.Variable) frontend.Variable {
	terms := make([]frontend.Variable, b.plan.width(p))
	for digit := range terms {
		terms[digit] = scaled(b.api, column[b.plan.slot(p, digit)], slotBits*digit)
	}
	return b.sum(terms)
}
