// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"math/big"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// Load is an MLOAD: 32 bytes of memory at any offset, as a word.
type Load struct {
	Site    Site
	Off     frontend.Variable
	Byte    [wordBytes]frontend.Variable
	OldTime [wordBytes]frontend.Variable
}

// Store is an MSTORE.
type Store struct {
	Site             Site
	Off              frontend.Variable
	Byte             [wordBytes]frontend.Variable
	OldByte, OldTime [wordBytes]frontend.Variable
}

// Store8 is an MSTORE8 of the lowest byte of a word.
type Store8 struct {
	Site                   Site
	Off                    frontend.Variable
	Value                  Word
	Byte, OldByte, OldTime frontend.Variable
}

// DataLoad is a CALLDATALOAD that begins within the call data or the zeros that follow it in the rom.
type DataLoad struct {
	Site             Site
	Off              frontend.Variable
	Base, Len, Zeros frontend.Variable // of the frame's call data
	Byte             [wordBytes]frontend.Variable
}

// joinBytes is the word that 32 bytes spell, big-endian.
func joinBytes(api frontend.API, bytes []frontend.Variable) *bus.Word {
	half := func(bytes []frontend.Variable) frontend.Variable {
		var sum frontend.Variable = 0
		for k, b := range bytes {
			sum = api.Add(sum, api.Mul(b, new(big.Int).Lsh(big.NewInt(1), uint(8*(len(bytes)-1-k)))))
		}
		return sum
	}
	return bus.Pair(half(bytes[:halfBytes]), half(bytes[halfBytes:]))
}

func (m *machine) defineLoad(l *Load) {
	m.defineSite(&l.Site)
	// Whatever is read from memory was written there as a byte.
	m.answer(&l.Site, codeOf(0x51), small(l.Off), nil, joinBytes(m.api, l.Byte[:]))
	m.touchWord(&l.Site, l.Off, l.OldTime[:], l.Byte[:], nil, phaseRead)
}

func (m *machine) defineStore(s *Store) {
	m.defineSite(&s.Site)
	for _, b := range s.Byte {
		m.assertByte(b)
	}
	m.answer(&s.Site, codeOf(0x52), small(s.Off), joinBytes(m.api, s.Byte[:]), nil)
	m.touchWord(&s.Site, s.Off, s.OldTime[:], s.OldByte[:], s.Byte[:], phaseWrite)
}

// touchWord replaces 32 bytes from an offset on; where there are no new bytes it leaves them.
func (m *machine) touchWord(s *Site, off frontend.Variable, oldTime, oldByte, newByte []frontend.Variable, phase int) {
	base, time := bus.Pair(s.Frame, off), m.phase(s.Clock, phase)
	for k := range wordBytes {
		before := bus.Pair(oldByte[k], 0)
		after := before
		if newByte != nil {
			after = bus.Pair(newByte[k], 0)
		}
		cell := func(c *bus.Challenges) frontend.Variable { return m.api.Add(base.At(c, 0), m.api.Mul(c.Gamma(2), k)) }
		m.memory.ReceiveAs(s.Active, func(c *bus.Challenges) frontend.Variable {
			return m.api.Add(oldTime[k], cell(c), before.At(c, 1))
		})
		m.memory.SendAs(s.Active, func(c *bus.Challenges) frontend.Variable {
			return m.api.Add(time, cell(c), after.At(c, 1))
		})
		m.clocks.Query(s.Active, m.api.Sub(time, oldTime[k], 1))
	}
}

func (m *machine) defineStore8(s *Store8) {
	m.defineSite(&s.Site)
	m.assertByte(s.Byte)
	m.answer(&s.Site, codeOf(0x53), small(s.Off), s.Value.tuple(), nil)
	shifted := m.api.DivUnchecked(m.api.Sub(s.Value.Lo, s.Byte), 256)
	m.ranges.AssertIf(s.Site.Active, shifted, 120)
	m.touch(s.Site.Active, bus.Pair(s.Site.Frame, s.Off), s.OldTime, s.OldByte, m.phase(s.Site.Clock, phaseWrite), s.Byte)
}

func (m *machine) defineDataLoad(l *DataLoad) {
	m.defineSite(&l.Site)
	m.answer(&l.Site, codeOf(0x35), small(l.Off), nil, joinBytes(m.api, l.Byte[:]))
	m.requireData(l.Site.Active, l.Site.Frame, l.Base, l.Len)
	m.requireWithin(l.Site.Active, l.Base, l.Len, l.Zeros, m.api.Add(l.Off, wordBytes))
	m.requireString(l.Site.Active, m.api.Add(l.Base, l.Off), l.Byte[:])
}

// requireString says that the bytes stand in the rom from a position on.
func (m *machine) requireString(active, position frontend.Variable, bytes []frontend.Variable) {
	first := bus.Pair(position, 0)
	for k, b := range bytes {
		m.rom.QueryAs(active, func(c *bus.Challenges) frontend.Variable {
			return m.api.Add(b, first.At(c, 1), m.api.Mul(c.Gamma(3), k))
		}, b, nil, bus.Pair(m.api.Add(position, k), 0))
	}
}

// requireData says that the frame's call data lie at (base, length).
func (m *machine) requireData(active, frame, base, length frontend.Variable) {
	m.frames.Query(active, tagData, bus.Pair(frame, base), bus.Pair(length, 0))
}

// requireWithin says that a read up to `end` stays in a string of the rom and the zeros behind it. end is below 2^17 then:
// it is a sum of operands below 2^128.
func (m *machine) requireWithin(active, base, length, zeros, end frontend.Variable) {
	m.zeros.Query(active, zeros, bus.Pair(m.api.Add(base, length), 0))
	m.ranges.AssertIf(active, m.api.Sub(m.api.Add(length, zeros), end), lengthBits)
}
