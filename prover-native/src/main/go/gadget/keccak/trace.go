// SPDX-License-Identifier: Apache-2.0

package keccak

import "math/bits"

// rhoOffsets of lane (x, y) at x + 5y; [FIPS 202] table 2.
var rhoOffsets = [lanes]int{
	0, 1, 62, 28, 27,
	36, 44, 6, 55, 20,
	3, 10, 43, 25, 39,
	41, 45, 15, 21, 8,
	18, 2, 61, 56, 14,
}

// roundConstants of iota; [FIPS 202] §3.2.5.
var roundConstants = [rounds]uint64{
	0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
	0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
	0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
	0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
	0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
	0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
}

type state [lanes]uint64

// trace is what the columns hold of one slot.
type trace struct {
	block            [blockBytes / 8]uint64
	end              int // bytes of the block before the padding; blockBytes where there is none
	final, continues bool
	input            state
	rounds           []roundTrace
}

type roundTrace struct {
	theta  [5]uint64
	output state // before iota
}

// run fills the rounds from the input.
func (t *trace) run(n int) {
	t.rounds = make([]roundTrace, n)
	for r := range n {
		t.round(r)
	}
}

func (t *trace) round(r int) {
	from := t.at(r)
	var parity [5]uint64
	for x := range 5 {
		parity[x] = from[x] ^ from[x+5] ^ from[x+10] ^ from[x+15] ^ from[x+20]
	}
	for x := range 5 {
		t.rounds[r].theta[x] = parity[(x+4)%5] ^ bits.RotateLeft64(parity[(x+1)%5], 1)
	}
	t.chi(r, from)
}

// chi goes on from the theta of a round.
func (t *trace) chi(r int, from state) {
	var moved state
	for x := range 5 {
		for y := range 5 {
			sx, sy, _ := rhoPiSource(x, y, 0)
			moved[x+5*y] = bits.RotateLeft64(from[sx+5*sy]^t.rounds[r].theta[sx], rhoOffsets[sx+5*sy])
		}
	}
	for x := range 5 {
		for y := range 5 {
			t.rounds[r].output[x+5*y] = moved[x+5*y] ^ ^moved[(x+1)%5+5*y]&moved[(x+2)%5+5*y]
		}
	}
}

// at is the state before round r, or after the last.
func (t *trace) at(r int) state {
	if r == 0 {
		return t.input
	}
	s := t.rounds[r-1].output
	s[0] ^= roundConstants[r-1]
	return s
}
