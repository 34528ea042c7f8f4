// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// Site is a row that a chip answers for.
type Site struct {
	Active                       frontend.Variable
	Frame, PC, SP, CodeID, Clock frontend.Variable
}

// answer takes the row off the balance of rows that need a chip; the row is there because Active is a bit.
func (m *machine) answer(s *Site, code frontend.Variable, a, b, o *bus.Word) {
	m.answerIf(s.Active, s, code, 0, a, b, o)
}

// answerIf is for the row that comes `later` rows after the site, of the same instruction; the stack pointer is then its own.
func (m *machine) answerIf(active frontend.Variable, s *Site, code frontend.Variable, later int, a, b, o *bus.Word) {
	sp := s.SP
	if later > 0 {
		sp = m.api.Sub(s.SP, 2*later) // every row of a longer instruction but its last pops two words
	}
	m.wide.Receive(active, code, a, b, o, bus.Pair(s.Frame, s.PC), bus.Pair(sp, s.CodeID), bus.Pair(0, m.api.Add(s.Clock, later)))
}

func (m *machine) defineSite(s *Site) { m.api.AssertIsBoolean(s.Active) }
