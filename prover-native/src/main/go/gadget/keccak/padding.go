// SPDX-License-Identifier: Apache-2.0

package keccak

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

const lastByte = blockBytes - 1

// definePadding says that Ended is 0 up to a byte of the block and 1 from it on, that exactly the final blocks end, and that
// the bytes from there on are 0x01 0x00 … 0x00, the last with 0x80 in addition. All forms are packed bits, so each holds in
// each permutation by itself:
//
//	bits 1 … 7   bit + ended; so ended is −1, 0 or 1, and where it is 1 the bit is 0
//	bit 0        bit − ended + 2·before, with the byte before: from 0 to 0 or, with the bit set, to 1; from 1 to 1, with the
//	             bit clear; from 0 or −1 to −1
//	bit 7, last  bit − final; where the block is final the bit is 1
//
// Ended is never −1, for there is no way back, and its last value is Final.
func (b *builder) definePadding(p int) {
	pack := b.Packs[p]
	final := b.packed(p, b.Final)
	if b.skip&groupEnd == 0 {
		b.api.AssertIsEqual(pack.Ended[lastByte], final)
	}
	var before frontend.Variable = 0
	for j, ended := range pack.Ended {
		b.query(groupPadding, b.bits, b.api.Add(b.api.Sub(pack.Block[8*j], ended), b.api.Mul(before, 2)))
		for k := 1; k < 8; k++ {
			form := b.api.Add(pack.Block[8*j+k], ended)
			if j == lastByte && k == 7 {
				form = b.api.Sub(pack.Block[8*j+k], final)
			}
			b.query(groupPadding, b.bits, form)
		}
		before = ended
	}
}

// defineBytes unpacks the bytes of the blocks into rom; Position says where. What is behind the end of a message is its padding.
func (b *builder) defineBytes(p int, slots []slotFacts) {
	starts := make([]*bus.Word, b.plan.width(p))
	for digit := range starts {
		s := slots[b.plan.slot(p, digit)]
		starts[digit] = bus.Pair(b.api.Add(Position(b.api, s.id), b.api.Mul(s.block, blockBytes)), 0)
	}
	for j := range blockBytes {
		terms := make([]frontend.Variable, 8)
		for k := range terms {
			terms[k] = b.api.Mul(b.Packs[p].Block[8*j+k], 1<<k)
		}
		for digit, value := range b.slice(groupByte, b.bytes, b.sum(terms), len(starts), 1) {
			b.provideByte(value, starts[digit], j)
		}
	}
}

// positions unpacks where in its block each message of a pack ends: the number of bytes before the padding, or 0 in a block that
// has none. Digits of the form are 0 … 135.
func (b *builder) positions(p int) []frontend.Variable {
	terms := []frontend.Variable{b.api.Mul(b.packed(p, b.Final), blockBytes)}
	for _, ended := range b.Packs[p].Ended {
		terms = append(terms, b.api.Neg(ended))
	}
	return b.sliceRange(groupLength, b.sum(terms), b.plan.width(p))
}
