// SPDX-License-Identifier: Apache-2.0

package keccak

import (
	"fmt"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/word"
)

const (
	rounds      = 24
	lanes       = 25
	laneBits    = 64
	stateBits   = lanes * laneBits
	columns     = 5 * laneBits // of the state, bits with one (x, z)
	rows        = 5 * laneBits // of the state, bits with one (y, z)
	blockBytes  = 136
	blockBits   = 8 * blockBytes
	digestBytes = 32
)

// Chip holds the columns. Bit z of lane (x, y) has index 64·(x + 5y) + z.
type Chip struct {
	Packs    []Pack
	Final    []frontend.Variable // per slot: a bit, the slot ends a message
	Continue []frontend.Variable // per slot: a bit, the slot takes the state of the slot before

	plan   plan  `gnark:"-"`
	rounds int   `gnark:"-"` // 24, fewer in tests
	skip   group `gnark:"-"` // groups of constraints that a test leaves out
}

// Pack has the wires that carry one bit of each of its permutations.
type Pack struct {
	Block  []frontend.Variable // 1,088 bits of the padded message
	Ended  []frontend.Variable // per byte of the block: it belongs to the padding
	Input  []frontend.Variable // 1,600 bits of the state after absorbing
	Rounds []Round
}

// Round has the wires of one round.
type Round struct {
	Theta  []frontend.Variable // 320 bits: what theta adds to column (x, z), at 64·x + z
	Output []frontend.Variable // 1,600 bits after chi, before iota
}

// group is a set of constraint groups.
type group uint

const (
	groupBits    group = 1 << iota // packed wires consist of bits
	groupFlags                     // Final and Continue are bits
	groupOrder                     // no message goes on after its end, none before slot 0
	groupEnd                       // a message ends where its padding is
	groupTheta                     // parity of columns
	groupChi                       // chi
	groupAbsorb                    // the input is the block and the state before
	groupByte                      // bytes are unpacked rightly
	groupPadding                   // padding is padding
	groupLength                    // positions are unpacked rightly
	groupDigest                    // digests are unpacked rightly
)

// New makes a chip of 1 to MaxSlots permutations, with empty columns.
func New(slots int) *Chip {
	if slots < 1 || slots > MaxSlots {
		panic(fmt.Sprintf("keccak: %d slots, want 1 to %d", slots, MaxSlots)) // a programmer's mistake, seen at compile time
	}
	return newChip(newPlan(slots), rounds)
}

func newChip(plan plan, rounds int) *Chip {
	c := &Chip{plan: plan, rounds: rounds, Final: column(plan.slots), Continue: column(plan.slots)}
	c.Packs = make([]Pack, c.plan.packs)
	for p := range c.Packs {
		pack := Pack{Block: column(blockBits), Ended: column(blockBytes), Input: column(stateBits), Rounds: make([]Round, rounds)}
		for r := range pack.Rounds {
			pack.Rounds[r] = Round{Theta: column(columns), Output: column(stateBits)}
		}
		c.Packs[p] = pack
	}
	return c
}

func column(n int) []frontend.Variable { return make([]frontend.Variable, n) }

// Slots is the number of permutations.
func (c *Chip) Slots() int { return c.plan.slots }

// Define commits to the columns and states the facts; see the package comment. It closes nothing.
func (c *Chip) Define(a *bus.Argument, r *word.Ranges, rom, digests *bus.Table) {
	b := &builder{Chip: c, api: a.API, argument: a, ranges: r, rom: rom, digests: digests}
	b.openTables()
	b.defineBits()
	slots := b.defineFlags()
	for p := range c.Packs {
		b.defineAbsorb(p)
		b.definePermutation(p)
		b.definePadding(p)
		b.defineBytes(p, slots)
		b.defineDigests(p, slots)
	}
}

// builder carries what the parts share while the chip is compiled.
type builder struct {
	*Chip
	api                      frontend.API
	argument                 *bus.Argument
	ranges                   *word.Ranges
	rom, digests             *bus.Table
	bits, theta, chi, absorb *bus.Table
	bytes                    *bus.Table
}

// defineBits commits to the packed wires and says that each digit of each is a bit; for Ended, definePadding does.
func (b *builder) defineBits() {
	for _, pack := range b.Packs {
		b.argument.Commit(pack.Ended...)
		bits := [][]frontend.Variable{pack.Block, pack.Input}
		for _, round := range pack.Rounds {
			bits = append(bits, round.Theta, round.Output)
		}
		for _, wires := range bits {
			b.argument.Commit(wires...)
			for _, w := range wires {
				b.query(groupBits, b.bits, w)
			}
		}
	}
}

// query looks a key up, unless a test leaves the group out.
func (b *builder) query(g group, table *bus.Table, key frontend.Variable) {
	if b.skip&g == 0 {
		table.Query(1, key)
	}
}
