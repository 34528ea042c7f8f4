// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"errors"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/gadget/arith"
	"suture.dev/prover-native/gadget/ecrecover"
	"suture.dev/prover-native/gadget/keccak"
)

// chip replays an instruction that one of the chips answers for; its first row is written.
func (b *builder) chip(f *frame, s *evm.Step, sp int) {
	site := b.site(f, s.PC, sp)
	switch s.Op {
	case 0x08, 0x09:
		b.modular(f, s, site)
	case 0x20:
		b.hash(f, s, site)
	case 0x31, 0x47:
		b.balance(f, s, site)
	case 0x35:
		b.dataLoad(f, s, site)
	case 0x37, 0x39, 0x3e, 0x5e:
		b.copyData(f, s, site)
	case 0x3b:
		b.codeSize(f, s, site)
	case 0x3d:
		row := take(b, partReturnSizes, b.c.ReturnSizes)
		*row = ReturnSize{site, b.touchReturn(f, b.clock)}
	case 0x51:
		b.load(f, s, site)
	case 0x52:
		b.store(f, s, site)
	case 0x53:
		b.store8(f, s, site)
	case 0x54, 0x5c:
		b.storageRead(f, s, site)
	case 0x55, 0x5d:
		b.storageWrite(f, s, site)
	case 0x58:
		*take(b, partCounters, b.c.Counters) = Counter{site}
	case 0xa0, 0xa1, 0xa2, 0xa3, 0xa4:
		b.log(f, s, site)
	default:
		b.unsupported("opcode 0x%02x", s.Op)
	}
}

func (b *builder) modular(f *frame, s *evm.Step, site Site) {
	r := b.row(f, virtualModulus, s.PC)
	b.pop(f, r, 1)
	b.push(f, r, s.Pushes[0])
	*take(b, partModulars, b.c.Modulars) = Modular{
		site, bit(s.Op == 0x09), halves(&s.Pops[0]), halves(&s.Pops[1]), halves(&s.Pops[2]), halves(&s.Pushes[0]),
	}
	b.facts = append(b.facts, arith.Fact{Op: s.Op, A: s.Pops[0], B: s.Pops[1], N: s.Pops[2]})
}

// hashed is a message whose place in the keccak chip is known at the end.
type hashed struct {
	message []byte
	row     *Hash
	bytes   []*Byte
}

func (b *builder) hash(f *frame, s *evm.Step, site Site) {
	row := take(b, partHashes, b.c.Hashes)
	off, length := b.size(&s.Pops[0]), b.size(&s.Pops[1])
	row.Site, row.Off, row.Len, row.Digest = site, off, length, halves(&s.Pushes[0])
	message, first := b.memoryBytes(f, off, length), b.used[partBytes]
	b.readMemory(f, b.clock, off, length, func(int) frontend.Variable { return 0 })
	h := hashed{message: message, row: row}
	for i := first; i < b.used[partBytes] && b.failure == nil; i++ {
		h.bytes = append(h.bytes, &b.c.Bytes[i])
	}
	b.hashes = append(b.hashes, h)
}

func (b *builder) copyData(f *frame, s *evm.Step, site Site) {
	row := take(b, partCopies, b.c.Copies)
	to, from, length := b.size(&s.Pops[0]), b.size(&s.Pops[1]), b.size(&s.Pops[2])
	row.Site, row.To, row.From, row.Len = site, to, from, length
	b.pop(f, b.row(f, virtualLength, s.PC), 1)
	if b.failure != nil {
		return
	}
	chunk, base := make([]byte, length), 0
	take := func(data []byte) {
		if from < len(data) {
			copy(chunk, data[from:])
		}
	}
	switch s.Op {
	case 0x37:
		take(f.input)
		row.FromCall, row.DataLen, row.Base, base = 1, len(f.input), f.dataBase, f.dataBase+from
		b.rom.zerosAt(b, f.dataBase+len(f.input), &row.Zeros)
	case 0x3e:
		take(f.returns.data)
		row.FromReturn, row.Base, base = 1, f.returns.base, f.returns.base+from
		row.Returned = b.touchReturn(f, b.clock-1)
	case 0x39:
		take(b.codeBytes[f.codeID])
		base = b.rom.place(b, chunk, 0)
		row.FromCode, row.Base = 1, base
		b.readCode(f.codeID, from, chunk, base)
	case 0x5e:
		chunk = b.memoryBytes(f, from, length)
		base = b.rom.place(b, chunk, 0)
		row.FromSelf, row.Base = 1, base
		b.readMemory(f, b.clock, from, length, func(i int) frontend.Variable { return base + i })
	}
	b.writeMemory(f, b.clock, to, chunk, func(i int) frontend.Variable { return base + i })
}

// readCode writes the rows of a run from code to the rom.
func (b *builder) readCode(codeID, from int, chunk []byte, base int) {
	scan, at := b.scanAt(codeID, from)
	if end := chunksOf(len(b.codeBytes[codeID])) * commitment.ChunkBytes; from+len(chunk) > end {
		b.unsupported("CODECOPY behind the end of the code")
		return
	}
	for i, v := range chunk {
		*take(b, partCodeCopied, b.c.CodeBytes) = CodeByte{1, codeID, from + i, base + i, v, scan.e[at+i], scan.prefix[at+i]}
	}
}

func (b *builder) log(f *frame, s *evm.Step, site Site) {
	n, clock := int(s.Op-0xa0), b.clock
	off, length := b.size(&s.Pops[0]), b.size(&s.Pops[1])
	part := [runs]string{partOldLogs, partNewLogs}[f.run]
	row := take(b, part, b.c.Logs[f.run])
	row.Site, row.Off, row.Len = site, off, length
	row.Topics[n] = 1
	for i := range n {
		row.Topic[i] = halves(&s.Pops[2+i])
	}
	for code, left := topicRows()[n], n; left > 0; code, left = b.flags[code][flagNext], left-2 {
		b.pop(f, b.row(f, code, s.PC), min(left, 2))
	}
	base := b.rom.place(b, b.memoryBytes(f, off, length), 0)
	row.Base = base
	b.readMemory(f, clock, off, length, func(i int) frontend.Variable { return base + i })
	b.fillScope(&row.Scope, f)
	b.scopes = append(b.scopes, func() {
		if at := f.undo(); at != 0 {
			row.Failed, row.Inverse = 1, inverse(at)
		}
	})
}

// assignChips fills the keccak and arithmetic chips with what the runs asked them.
func (b *builder) assignChips() error {
	messages, index := b.messages(), map[string]int{}
	for i, m := range messages {
		index[string(m)] = i
	}
	ids, err := b.c.Keccak.Assign(messages)
	if err != nil {
		return &CapacityError{partKeccak, permutations(messages), b.c.shape.Keccak}
	}
	for _, h := range b.hashes {
		id := ids[index[string(h.message)]]
		h.row.Message = id
		for i, row := range h.bytes {
			row.Position = keccak.MessagePosition(id) + i
		}
	}
	if err := b.c.Recover.Assign(b.recoveries, func(key keccak.Message) int { return ids[index[string(key)]] }); err != nil {
		return chipError(err)
	}
	return chipError(b.c.Arith.Assign(b.facts))
}

// chipError says of a chip that is full what this package says of its own parts.
func chipError(err error) error {
	var recoveries *ecrecover.CapacityError
	var facts *arith.CapacityError
	switch {
	case errors.As(err, &recoveries):
		return &CapacityError{partRecoveries, recoveries.Need, recoveries.Have}
	case errors.As(err, &facts):
		return &CapacityError{"facts of the chip " + facts.Chip, facts.Need, facts.Have}
	case errors.Is(err, ecrecover.ErrUnprovable):
		return &UnsupportedError{"a signature made to escape ecrecover's proof"}
	}
	return err
}

func permutations(messages []keccak.Message) int {
	n := 0
	for _, m := range messages {
		n += len(m)/136 + 1
	}
	return n
}
