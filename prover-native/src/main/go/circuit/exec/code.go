// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"math/big"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/gadget/bus"
)

// Scan holds code as prefixes: Prefix[j] is the big-endian value mod r of bytes 0 … j, so byte j is Prefix[j] − 256·Prefix[j−1]
// and needs no column, and the push data between two bytes is a difference of two prefixes. PushData[j] is the number of
// push data bytes still due after byte j; E[j] = PushData[j] − PushData[j−1] + 1 is 0 for push data and 1 + push length for an
// instruction. (byte, E) is looked up in the table of opcodes, and an instruction starts only where no data is due. Where
// none is due and E were 0, PushData would fall below zero and never come back; it is zero where a code begins, and bounded
// after the last byte.
type Scan struct {
	Prefix   []frontend.Variable
	PushData []frontend.Variable
}

// tailChunks of zeros follow every code: the implicit STOP, and the data of a PUSH that the end cuts off.
const tailChunks = 2

func newScan(chunks int) Scan {
	n := chunks * commitment.ChunkBytes
	return Scan{Prefix: make([]frontend.Variable, n), PushData: make([]frontend.Variable, n)}
}

// place is where a chunk of code stands: its code id and the pc of its first byte.
type place struct{ codeID, pc frontend.Variable }

// define checks the scan, opens one fetch entry per byte, and gives the chunks as expressions. begins[k] is a bit that says
// that a code begins with chunk k.
func (s *Scan) define(m *machine, places []place, begins []frontend.Variable) []frontend.Variable {
	chunks := make([]frontend.Variable, len(s.Prefix)/commitment.ChunkBytes)
	shift := new(big.Int).Lsh(big.NewInt(1), 8*commitment.ChunkBytes)
	var prefix, due frontend.Variable = 0, 0
	for k := range chunks {
		if k > 0 {
			m.api.AssertIsEqual(m.api.Mul(begins[k], due), 0)
		}
		start := prefix
		var product frontend.Variable // γ-products of the place, shared by the bytes of the chunk
		m.argument.Later(func(c *bus.Challenges) {
			product = m.api.Add(m.api.Mul(gammaPC(c), places[k].pc), m.api.Mul(gammaCodeID(c), places[k].codeID))
		})
		for offset := range commitment.ChunkBytes {
			j := k*commitment.ChunkBytes + offset
			v := m.api.Sub(s.Prefix[j], m.api.Mul(prefix, 256))
			e := m.api.Add(m.api.Sub(s.PushData[j], due), 1)
			m.api.AssertIsEqual(m.api.Mul(due, e), 0)
			m.opcodes.Query(1, v, bus.Pair(e, 0))
			after, code := s.Prefix[j], bus.Pair(m.api.Add(v, m.api.Mul(e, 256)), 0)
			m.fetch.EntryAs(func(c *bus.Challenges) frontend.Variable {
				return m.api.Add(after, code.At(c, 0), product, m.api.Mul(gammaPC(c), offset))
			}, after, fetchWords(code, m.api.Add(places[k].pc, offset), places[k].codeID)...)
			prefix, due = s.Prefix[j], s.PushData[j]
		}
		chunks[k] = m.api.Sub(prefix, m.api.Mul(start, shift))
	}
	m.ranges.Assert(due, 6)
	return chunks
}

// fetchWords is the tuple of a byte of code, whose meta is the prefix up to it: the row code that the byte has, its pc and the code's id.
func fetchWords(code *bus.Word, pc, codeID frontend.Variable) []*bus.Word {
	return []*bus.Word{0: code, placeFramePC: bus.Pair(0, pc), placeSPCode: bus.Pair(0, codeID)}
}

func (m *machine) defineOpcodeTable() {
	m.opcodes = m.static("opcodes")
	for v := range 256 {
		m.opcodes.Entry(v, bus.Pair(0, 0))
		m.opcodes.Entry(v, bus.Pair(1+pushLength(v), 0))
	}
}

// Code ids: the target's old and new code, then the other codes of the scenario in order; the first of these is empty, the code
// of accounts that have none.
const (
	codeOld = iota
	codeNew
	codeEmpty
)

// defineTarget scans the target's code in one run; its chunks go into the commitment.
func (s *Scan) defineTarget(m *machine, id int) []frontend.Variable {
	n := len(s.Prefix) / commitment.ChunkBytes
	begins, places := make([]frontend.Variable, n), make([]place, n)
	for k := range begins {
		begins[k], places[k] = 0, place{id, k * commitment.ChunkBytes}
	}
	chunks := s.define(m, places, begins)
	for _, chunk := range chunks[n-tailChunks:] {
		m.api.AssertIsEqual(chunk, 0)
	}
	return chunks[:n-tailChunks]
}

// Others holds the codes of all other accounts one after the other, each beginning with a chunk of its own.
type Others struct {
	Scan   Scan
	Begins []frontend.Variable // chunk k begins a code
	Rest   []frontend.Variable // a bit that may be set where the chunks of the code behind chunk k are zero
	Start  []frontend.Variable // pc of the chunk's first byte
}

func newOthers(chunks int) Others {
	return Others{newScan(chunks), columns(chunks), columns(chunks), columns(chunks)}
}

// define scans the other codes and gives their chunks.
func (o *Others) define(m *machine) []frontend.Variable {
	places := make([]place, len(o.Begins))
	var id frontend.Variable = codeEmpty - 1
	for k, begins := range o.Begins {
		m.api.AssertIsBoolean(begins)
		id = m.api.Add(id, begins)
		places[k] = place{id, o.Start[k]}
		if k == 0 {
			m.api.AssertIsEqual(begins, 1)
			m.api.AssertIsEqual(o.Start[0], 0)
			continue
		}
		follows := m.api.Add(o.Start[k-1], commitment.ChunkBytes)
		m.api.AssertIsEqual(o.Start[k], m.api.Mul(m.api.Sub(1, begins), follows))
	}
	chunks := o.Scan.define(m, places, o.Begins)
	m.api.AssertIsEqual(chunks[0], 0) // the empty code
	m.api.AssertIsEqual(o.Begins[1], 1)
	m.defineRest(o, places, chunks)
	return chunks
}
