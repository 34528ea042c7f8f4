// SPDX-License-Identifier: Apache-2.0

package keccak

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/word"
)

// defineDigests states the digest of every slot; DigestTag says how those of unfinished messages are kept apart.
func (b *builder) defineDigests(p int, slots []slotFacts) {
	state := b.output(p)
	hi, lo := b.half(p, state, 0), b.half(p, state, 1)
	for digit, position := range b.positions(p) {
		s := slots[b.plan.slot(p, digit)]
		length := b.api.Add(b.api.Mul(s.block, blockBytes), position)
		tag := b.api.Add(unfinishedTag, b.api.Mul(s.final, DigestTag-unfinishedTag))
		b.digests.Entry(tag, bus.Pair(s.id, length), bus.Pair(hi[digit], lo[digit]))
	}
}

// half unpacks 16 bytes of the digests, the first being the highest, 13 bits at a time. The bits are bits, so the 128 bits of
// a half are canonical.
func (b *builder) half(p int, state []frontend.Variable, half int) []frontend.Variable {
	values := make([][]frontend.Variable, b.plan.width(p))
	for start := 0; start < word.HalfBits; start += word.LimbBits {
		var terms []frontend.Variable
		for t := start; t < min(start+word.LimbBits, word.HalfBits); t++ {
			index := digestBytes/2*(half+1) - 1 - t/8 // of the byte, and so of the state's
			terms = append(terms, b.api.Mul(state[8*index+t%8], 1<<(t-start)))
		}
		for digit, limb := range b.sliceRange(groupDigest, b.sum(terms), len(values)) {
			values[digit] = append(values[digit], scaled(b.api, limb, start))
		}
	}
	halves := make([]frontend.Variable, len(values))
	for digit, limbs := range values {
		halves[digit] = b.sum(limbs)
	}
	return halves
}
