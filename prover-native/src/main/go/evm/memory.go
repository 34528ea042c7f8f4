// SPDX-License-Identifier: Apache-2.0

package evm

// span is a part of memory in bytes. An empty span touches no memory, wherever it lies.
type span struct{ offset, length int }

// touch extends the memory to cover the bytes, in words, as every access does, reads too.
func (a *activation) touch(offset, length *Word) (span, error) {
	if length.IsZero() {
		return span{}, nil
	}
	limit := uint64(a.m.limits.MemoryBytes)
	if !offset.IsUint64() || !length.IsUint64() || offset.Uint64() > limit || length.Uint64() > limit-offset.Uint64() {
		return span{}, inconclusive(CauseMemory, "the bytes %s, %s long, lie beyond %d bytes of memory", offset, length, limit)
	}
	s := span{int(offset.Uint64()), int(length.Uint64())}
	size := (s.offset + s.length + 31) / 32 * 32
	if grown := size - len(a.memory); grown > 0 {
		if err := a.m.spend(grown); err != nil {
			return span{}, err
		}
		a.memory = append(a.memory, make([]byte, grown)...)
	}
	return s, nil
}

// view returns the bytes themselves, not a copy.
func (a *activation) view(s span) []byte { return a.memory[s.offset : s.offset+s.length] }

// kept returns a copy for the trace.
func (a *activation) kept(s span) ([]byte, error) {
	if err := a.m.spend(s.length); err != nil {
		return nil, err
	}
	return append([]byte{}, a.view(s)...), nil
}

// fill writes source from its offset on, and zeros beyond its end.
func (a *activation) fill(s span, source []byte, offset *Word) {
	n := 0
	if offset.LtUint64(uint64(len(source))) {
		n = copy(a.view(s), source[offset.Uint64():])
	}
	clear(a.view(s)[n:])
}
