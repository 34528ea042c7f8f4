// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/evm"
)

// memory is a frame's memory with the time of each byte's last access.
type memory struct {
	bytes []byte
	times []int
}

func (m *memory) reach(end int) {
	if end > len(m.bytes) {
		m.bytes = append(m.bytes, make([]byte, end-len(m.bytes))...)
		m.times = append(m.times, make([]int, end-len(m.times))...)
	}
}

func (b *builder) memoryBytes(f *frame, off, length int) []byte {
	if length == 0 || b.failure != nil {
		return nil
	}
	f.memory.reach(off + length)
	return append([]byte(nil), f.memory.bytes[off:off+length]...)
}

// readMemory writes the rows of a run from memory to the rom.
func (b *builder) readMemory(f *frame, clock, off, length int, position func(int) frontend.Variable) {
	b.copyBytes(f, 2*clock+phaseRead, off, b.memoryBytes(f, off, length), position, 0)
}

// writeMemory writes the rows of a run from the rom to memory.
func (b *builder) writeMemory(f *frame, clock, off int, data []byte, position func(int) frontend.Variable) {
	b.copyBytes(f, 2*clock+phaseWrite, off, data, position, 1)
}

func (b *builder) copyBytes(f *frame, time, off int, data []byte, position func(int) frontend.Variable, write int) {
	if len(data) == 0 || b.failure != nil {
		return
	}
	f.memory.reach(off + len(data))
	for i, v := range data {
		row := take(b, partBytes, b.c.Bytes)
		*row = Byte{1, f.id, off + i, position(i), time, write, v, f.memory.bytes[off+i], f.memory.times[off+i]}
		f.memory.bytes[off+i], f.memory.times[off+i] = v, time
	}
}

func (b *builder) load(f *frame, s *evm.Step, site Site) {
	row, off := take(b, partLoads, b.c.Loads), b.size(&s.Pops[0])
	row.Site, row.Off = site, off
	b.touchWord(f, off, 2*b.clock+phaseRead, nil, row.Byte[:], row.OldTime[:], nil)
}

func (b *builder) store(f *frame, s *evm.Step, site Site) {
	row, off := take(b, partStores, b.c.Stores), b.size(&s.Pops[0])
	row.Site, row.Off = site, off
	value := s.Pops[1].Bytes32()
	b.touchWord(f, off, 2*b.clock+phaseWrite, value[:], row.OldByte[:], row.OldTime[:], row.Byte[:])
}

// touchWord reads 32 bytes and their times, and replaces them where there are new ones.
func (b *builder) touchWord(f *frame, off, time int, value []byte, oldByte, oldTime, newByte []frontend.Variable) {
	if b.failure != nil {
		return
	}
	f.memory.reach(off + wordBytes)
	for k := range wordBytes {
		oldByte[k], oldTime[k] = f.memory.bytes[off+k], f.memory.times[off+k]
		if value != nil {
			newByte[k], f.memory.bytes[off+k] = value[k], value[k]
		}
		f.memory.times[off+k] = time
	}
}

func (b *builder) store8(f *frame, s *evm.Step, site Site) {
	row, off := take(b, partStore8s, b.c.Store8s), b.size(&s.Pops[0])
	if b.failure != nil {
		return
	}
	f.memory.reach(off + 1)
	v := byte(s.Pops[1].Uint64())
	*row = Store8{site, off, halves(&s.Pops[1]), v, f.memory.bytes[off], f.memory.times[off]}
	f.memory.bytes[off], f.memory.times[off] = v, 2*b.clock+phaseWrite
}

func (b *builder) dataLoad(f *frame, s *evm.Step, site Site) {
	row, off := take(b, partDataLoads, b.c.DataLoads), b.size(&s.Pops[0])
	*row = DataLoad{Site: site, Off: off, Base: f.dataBase, Len: len(f.input)}
	b.rom.zerosAt(b, f.dataBase+len(f.input), &row.Zeros)
	for k, v := range s.Pushes[0].Bytes32() {
		row.Byte[k] = v
	}
}

// assignCells writes down the memory of each frame, in whole words.
func (b *builder) assignCells() error {
	for _, f := range b.frames {
		cells := (len(f.memory.bytes) + wordBytes - 1) / wordBytes
		f.memory.reach(cells * wordBytes)
		for i := range cells {
			row := take(b, partCells, b.c.Cells)
			row.Active, row.First, row.Frame, row.Index = 1, bit(i == 0), f.id, i
			for k := range wordBytes {
				row.Time[k], row.Byte[k] = f.memory.times[i*wordBytes+k], f.memory.bytes[i*wordBytes+k]
			}
		}
	}
	return b.failure
}
