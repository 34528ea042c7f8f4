// SPDX-License-Identifier: Apache-2.0

package exec

import "github.com/consensys/gnark/frontend"

// romBuilder lays out byte strings: those of the transactions first, each string once.
type romBuilder struct {
	bytes    []byte
	places   map[string][]romString
	limit    int // where strings must end for now
	callData int // bytes that those of the transactions need
	later    []func(zeros []int)
}

type romString struct{ position, tail int }

func newRomBuilder(s Shape) romBuilder {
	return romBuilder{places: map[string][]romString{}, limit: s.CallData}
}

// place finds or makes room for a string that is followed by at least tail zeros. Whoever asks again for the same gets the same.
func (r *romBuilder) place(b *builder, data []byte, tail int) int {
	if len(data) == 0 && tail == 0 {
		return 0
	}
	for _, s := range r.places[string(data)] {
		if s.tail >= tail {
			return s.position
		}
	}
	position := len(r.bytes)
	r.bytes = append(append(r.bytes, data...), make([]byte, tail)...)
	if len(r.bytes) > r.limit && b.failure == nil {
		part := partData
		if r.limit < len(b.c.Rom.Bytes) {
			part = partCallData
		}
		b.failure = &CapacityError{part, len(r.bytes), r.limit} // counted from the beginning of the rom
	}
	r.places[string(data)] = append(r.places[string(data)], romString{position, tail})
	return position
}

// endTransactions goes on behind the part that the scenario's call data have for themselves.
func (r *romBuilder) endTransactions(b *builder) {
	if !b.in.Public { // otherwise they take all there is
		r.callData = len(r.bytes)
	}
	r.bytes = append(r.bytes, make([]byte, max(0, r.limit-len(r.bytes)))...)
	r.limit = len(b.c.Rom.Bytes)
}

// zerosAt fills a column with the number of zeros that stand at a position, once all is laid out.
func (r *romBuilder) zerosAt(_ *builder, position int, column *frontend.Variable) {
	r.later = append(r.later, func(zeros []int) { *column = zeros[position] })
}

func (b *builder) assignRom() error {
	rom, zeros := &b.c.Rom, make([]int, len(b.c.Rom.Bytes)+1)
	for g := len(rom.Bytes) - 1; g >= 0; g-- {
		var v byte
		if g < len(b.rom.bytes) {
			v = b.rom.bytes[g]
		}
		if v == 0 {
			zeros[g] = zeros[g+1] + 1
		}
		rom.Bytes[g], rom.Zero[g], rom.Zeros[g] = v, bit(v == 0), zeros[g]
	}
	for _, fill := range b.rom.later {
		fill(zeros)
	}
	return b.failure
}
