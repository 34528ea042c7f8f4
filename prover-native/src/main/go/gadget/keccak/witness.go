// SPDX-License-Identifier: Apache-2.0

package keccak

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/big"

	"github.com/consensys/gnark/frontend"
)

// ErrFull means that the messages need more permutations than the chip has.
var ErrFull = errors.New("the messages do not fit the keccak chip")

// Message is what is hashed.
type Message []byte

// Blocks is the number of permutations that a message of so many bytes takes.
func Blocks(length int) int { return length/blockBytes + 1 }

// Assign places the messages in the order given, fills every column, and gives the id of each message. Unused slots hold a
// block of zeros that ends no message. The error wraps ErrFull.
func (c *Chip) Assign(messages []Message) ([]int, error) {
	traces, ids, err := c.trace(messages)
	if err != nil {
		return nil, err
	}
	c.fill(traces)
	return ids, nil
}

func (c *Chip) trace(messages []Message) ([]*trace, []int, error) {
	var traces []*trace
	ids := make([]int, len(messages))
	for i, m := range messages {
		ids[i] = len(traces)
		if need := len(traces) + Blocks(len(m)); need > c.plan.slots {
			return nil, nil, fmt.Errorf("%w: %d slots, message %d of %d ends after %d", ErrFull, c.plan.slots, i, len(messages), need)
		}
		traces = append(traces, blocksOf(m)...)
	}
	for len(traces) < c.plan.slots {
		traces = append(traces, &trace{end: blockBytes})
	}
	link(traces, c.rounds)
	return traces, ids, nil
}

// blocksOf cuts a message, padded, in blocks.
func blocksOf(m Message) []*trace {
	traces := make([]*trace, Blocks(len(m)))
	padded := make([]byte, len(traces)*blockBytes)
	copy(padded, m)
	padded[len(m)] ^= 0x01
	padded[len(padded)-1] ^= 0x80
	for k := range traces {
		t := &trace{end: min(blockBytes, len(m)-k*blockBytes), continues: k > 0, final: k == len(traces)-1}
		for i := range t.block {
			t.block[i] = binary.LittleEndian.Uint64(padded[k*blockBytes+8*i:])
		}
		traces[k] = t
	}
	return traces
}

// link absorbs each block and runs its permutation.
func link(traces []*trace, rounds int) {
	for n, t := range traces {
		t.input = state{}
		if t.continues && n > 0 {
			t.input = traces[n-1].at(rounds)
		}
		for i, lane := range t.block {
			t.input[i] ^= lane
		}
		t.run(rounds)
	}
}

// fill writes the traces, one of each slot, into the columns.
func (c *Chip) fill(traces []*trace) {
	for n, t := range traces {
		c.Final[n], c.Continue[n] = bit(t.final), bit(t.continues)
	}
	wires := make([]*big.Int, 1<<c.plan.width(0)) // shared: readers of an assignment do not write to it
	for mask := range wires {
		wires[mask] = spread(mask)
	}
	for p, pack := range c.Packs {
		digits := make([]*trace, c.plan.width(p))
		for i := range digits {
			digits[i] = traces[c.plan.slot(p, i)]
		}
		f := filler{wires, digits}
		f.bits(pack.Block, func(t *trace) []uint64 { return t.block[:] })
		f.bits(pack.Input, func(t *trace) []uint64 { return t.input[:] })
		f.ended(pack.Ended)
		for r, round := range pack.Rounds {
			f.bits(round.Theta, func(t *trace) []uint64 { return t.rounds[r].theta[:] })
			f.bits(round.Output, func(t *trace) []uint64 { return t.rounds[r].output[:] })
		}
	}
}

// filler fills the columns of one pack.
type filler struct {
	wires  []*big.Int
	digits []*trace
}

func (f filler) bits(column []frontend.Variable, lanesOf func(*trace) []uint64) {
	of := make([][]uint64, len(f.digits))
	for i, t := range f.digits {
		of[i] = lanesOf(t)
	}
	for k := range column {
		mask := 0
		for i := range of {
			mask |= int(of[i][k/laneBits]>>(k%laneBits)&1) << i
		}
		column[k] = f.wires[mask]
	}
}

func (f filler) ended(column []frontend.Variable) {
	for j := range column {
		mask := 0
		for i, t := range f.digits {
			mask |= bit(j >= t.end) << i
		}
		column[j] = f.wires[mask]
	}
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
