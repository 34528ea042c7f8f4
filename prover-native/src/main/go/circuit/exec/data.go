// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/keccak"
)

// Hash is a KECCAK256 of memory.
type Hash struct {
	Site     Site
	Off, Len frontend.Variable
	Message  frontend.Variable // of the keccak chip
	Digest   Word
}

func (m *machine) defineHash(h *Hash) {
	m.defineSite(&h.Site)
	m.answer(&h.Site, codeOf(opSha3), small(h.Off), small(h.Len), h.Digest.tuple())
	m.digests.Query(h.Site.Active, digestTag, bus.Pair(h.Message, h.Len), h.Digest.tuple())
	m.copyMemory(run{
		active: h.Site.Active, length: h.Len, time: m.phase(h.Site.Clock, phaseRead), frame: h.Site.Frame,
		address: h.Off, position: m.messagePosition(h.Message), write: 0,
	})
}

// Copy is a CALLDATACOPY, RETURNDATACOPY, CODECOPY or MCOPY; all but the first two read their source into the rom first.
type Copy struct {
	Site                                     Site
	FromCall, FromReturn, FromCode, FromSelf frontend.Variable // bits: which of them it is
	To, From, Len                            frontend.Variable
	Base, DataLen, Zeros                     frontend.Variable // of the source in the rom; length and zeros behind only of call data
	Returned                                 Returned
}

func (m *machine) defineCopy(c *Copy) {
	api := m.api
	m.defineSite(&c.Site)
	for _, bit := range []frontend.Variable{c.FromCall, c.FromReturn, c.FromCode, c.FromSelf} {
		api.AssertIsBoolean(bit)
	}
	api.AssertIsEqual(api.Add(c.FromCall, c.FromReturn, c.FromCode, c.FromSelf), c.Site.Active)
	code := api.Add(api.Mul(c.FromCall, codeOf(0x37)), api.Mul(c.FromReturn, codeOf(0x3e)), api.Mul(c.FromCode, codeOf(0x39)), api.Mul(c.FromSelf, codeOf(0x5e)))
	m.answer(&c.Site, code, small(c.To), small(c.From), nil)
	m.answerIf(c.Site.Active, &c.Site, virtualLength, 1, small(c.Len), nil, nil)
	m.defineCopySource(c)
	// Call and return data are read from where they begin, the others were put there for this copy alone.
	offset := api.Mul(api.Add(c.FromCall, c.FromReturn), c.From)
	m.copyMemory(run{
		active: c.Site.Active, length: c.Len, time: m.phase(c.lastRow(api), phaseWrite), frame: c.Site.Frame,
		address: c.To, position: api.Add(c.Base, offset), write: 1,
	})
}

func (c *Copy) lastRow(api frontend.API) frontend.Variable { return api.Add(c.Site.Clock, 1) }

// defineCopySource says that the source lies at Base in the rom.
func (m *machine) defineCopySource(c *Copy) {
	api := m.api
	end := api.Add(c.From, c.Len)
	m.requireData(c.FromCall, c.Site.Frame, c.Base, c.DataLen)
	m.requireWithin(c.FromCall, c.Base, c.DataLen, c.Zeros, end)

	m.exchangeReturn(c.FromReturn, c.Site.Frame, c.Site.Clock, &c.Returned, c.Returned.Base, c.Returned.Len)
	api.AssertIsEqual(api.Mul(c.FromReturn, api.Sub(c.Base, c.Returned.Base)), 0)
	m.ranges.AssertIf(c.FromReturn, api.Sub(c.Returned.Len, end), lengthBits) // return data end, call data go on with zeros

	m.codeRuns.Send(c.FromCode, 0, bus.Pair(c.Site.CodeID, c.From), bus.Pair(c.Base, 0))
	m.codeRuns.Receive(c.FromCode, 0, bus.Pair(c.Site.CodeID, end), bus.Pair(api.Add(c.Base, c.Len), 0))

	m.copyMemory(run{
		active: c.FromSelf, length: c.Len, time: m.phase(c.lastRow(api), phaseRead), frame: c.Site.Frame,
		address: c.From, position: c.Base, write: 0,
	})
}

// CodeByte is one byte of code that CODECOPY reads: the byte at pc of a code stands at a position of the rom.
type CodeByte struct {
	Active               frontend.Variable
	CodeID, PC, Position frontend.Variable
	Byte, E, Prefix      frontend.Variable // as in the scan of the code
}

func (m *machine) defineCodeByte(b *CodeByte) {
	api := m.api
	api.AssertIsBoolean(b.Active)
	m.codeRuns.Receive(b.Active, 0, bus.Pair(b.CodeID, b.PC), bus.Pair(b.Position, 0))
	m.codeRuns.Send(b.Active, 0, bus.Pair(b.CodeID, api.Add(b.PC, 1)), bus.Pair(api.Add(b.Position, 1), 0))
	// The table holds byte + 256·E; the byte is one because it stands in the rom, and E is bounded here.
	m.rom.Query(b.Active, b.Byte, nil, bus.Pair(b.Position, 0))
	m.ranges.AssertIf(b.Active, b.E, 6)
	m.fetch.Query(b.Active, b.Prefix, fetchWords(bus.Pair(api.Add(b.Byte, api.Mul(b.E, 256)), 0), b.PC, b.CodeID)...)
}

// ReturnSize is a RETURNDATASIZE.
type ReturnSize struct {
	Site     Site
	Returned Returned
}

func (m *machine) defineReturnSize(r *ReturnSize) {
	m.defineSite(&r.Site)
	m.answer(&r.Site, codeOf(0x3d), nil, nil, small(r.Returned.Len))
	m.exchangeReturn(r.Site.Active, r.Site.Frame, r.Site.Clock, &r.Returned, r.Returned.Base, r.Returned.Len)
}

// Modular is an ADDMOD or MULMOD.
type Modular struct {
	Site       Site
	IsMul      frontend.Variable
	A, B, N, O Word
}

func (m *machine) defineModular(r *Modular) {
	api := m.api
	m.defineSite(&r.Site)
	api.AssertIsBoolean(r.IsMul)
	op := api.Add(0x08, r.IsMul)
	m.answer(&r.Site, api.Add(codeOf(0), op), r.A.tuple(), r.B.tuple(), nil)
	m.answerIf(r.Site.Active, &r.Site, virtualModulus, 1, r.N.tuple(), nil, r.O.tuple())
	m.facts3.Query(r.Site.Active, op, r.A.tuple(), r.B.tuple(), r.N.tuple(), r.O.tuple())
}

// Counter is a PC.
type Counter struct{ Site Site }

func (m *machine) defineCounter(p *Counter) {
	m.defineSite(&p.Site)
	m.answer(&p.Site, codeOf(0x58), nil, nil, small(p.Site.PC))
}

const digestTag = keccak.DigestTag

// messagePosition is where a message of the keccak chip stands in the rom.
func (m *machine) messagePosition(message frontend.Variable) frontend.Variable {
	return keccak.Position(m.api, message)
}
