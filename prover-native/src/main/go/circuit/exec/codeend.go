// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/gadget/bus"
)

// CodeEnd says where another code than the target's ends: its last byte is in the chunk that starts at Start, which has Tail bytes
// of it, and behind them all is zero. So no code can pass for shorter than it is.
type CodeEnd struct {
	Active             frontend.Variable
	Start, Tail, Scale frontend.Variable // Scale is 256^(31 − Tail)
	Prefix, Meta       frontend.Variable // what the fetch table says of the last byte
	ChunkPrefix        frontend.Variable // of the code up to the end of the chunk
}

// defineRest offers each chunk of a code behind which all is zero.
func (m *machine) defineRest(o *Others, places []place, chunks []frontend.Variable) {
	api := m.api
	for k, rest := range o.Rest {
		api.AssertIsBoolean(rest)
		if k+1 < len(chunks) { // a chunk has 248 bits, so the sum is zero only if both terms are
			more := api.Mul(rest, api.Sub(1, o.Begins[k+1]))
			api.AssertIsEqual(api.Mul(more, api.Add(chunks[k+1], api.Mul(api.Sub(1, o.Rest[k+1]), power(8*commitment.ChunkBytes)))), 0)
		}
		last := o.Scan.Prefix[(k+1)*commitment.ChunkBytes-1]
		m.codeChunks.Entry(api.Sub(1, rest), bus.Pair(places[k].codeID, places[k].pc), bus.Pair(last, 0))
	}
}

// defineLengths offers the length of each code. Those of the target's codes are what the commitments to them say.
func (m *machine) defineLengths(lengths []frontend.Variable, ends []CodeEnd) {
	tails := m.static("tails of codes")
	for n := 1; n <= commitment.ChunkBytes; n++ {
		tails.Entry(n, bus.Pair(power(8*(commitment.ChunkBytes-n)), 0))
	}
	for id, n := range lengths {
		var apart frontend.Variable = 0
		switch {
		case id < codeEmpty:
			m.ranges.Assert(n, lengthBits)
		case id == codeEmpty:
			m.api.AssertIsEqual(n, 0)
		default:
			apart = m.api.Mul(m.api.Sub(1, ends[id-codeEmpty-1].Active), unused)
			m.defineCodeEnd(id, n, &ends[id-codeEmpty-1], tails)
		}
		m.accounts.Entry(m.api.Add(tagCodeLength, apart), bus.Pair(id, n))
	}
}

func (m *machine) defineCodeEnd(id int, n frontend.Variable, e *CodeEnd, tails *bus.Table) {
	api := m.api
	api.AssertIsBoolean(e.Active)
	api.AssertIsEqual(n, api.Mul(e.Active, api.Add(e.Start, e.Tail)))
	tails.Query(e.Active, e.Tail, bus.Pair(e.Scale, 0))
	m.codeChunks.Query(e.Active, 0, bus.Pair(id, e.Start), bus.Pair(e.ChunkPrefix, 0))
	m.fetch.Query(e.Active, e.Prefix, fetchWords(bus.Pair(e.Meta, 0), api.Sub(n, 1), id)...)
	// The difference is the integer that up to 30 bytes spell.
	api.AssertIsEqual(api.Mul(e.Prefix, e.Scale), e.ChunkPrefix)
}

// assignCodeEnd fills the row of a code that is not empty.
func (b *builder) assignCodeEnd(id, n int) {
	scan, at := b.scanAt(id, n-1)
	start := (n - 1) / commitment.ChunkBytes * commitment.ChunkBytes
	b.c.CodeEnds[id-codeEmpty-1] = CodeEnd{
		Active: 1, Start: start, Tail: n - start, Scale: power(8 * (commitment.ChunkBytes - (n - start))),
		Prefix: scan.prefix[at], Meta: int(scan.bytes[at]) + 256*scan.e[at], ChunkPrefix: scan.prefix[at-(n-1)+start+commitment.ChunkBytes-1],
	}
}

// assignRest sets all bits that may be set.
func (b *builder) assignRest() {
	o, bytes := &b.c.Others, b.scans[codeEmpty].bytes
	for k := len(o.Rest) - 1; k >= 0; k-- {
		rest := k+1 == len(o.Rest) || o.Begins[k+1] == 1 || o.Rest[k+1] == 1
		if rest && k+1 < len(o.Rest) && o.Begins[k+1] == 0 {
			for _, v := range bytes[(k+1)*commitment.ChunkBytes : (k+2)*commitment.ChunkBytes] {
				rest = rest && v == 0
			}
		}
		o.Rest[k] = bit(rest)
	}
}
