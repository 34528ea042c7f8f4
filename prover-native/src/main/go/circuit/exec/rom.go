// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// Rom holds byte strings that never change: call data, return data, data of logs; behind it come the messages of keccak. A
// string is named by the position of its first byte. Equal strings may share their place: so old and new run agree on a
// string where they agree on its position and length.
type Rom struct {
	Bytes []frontend.Variable
	Zero  []frontend.Variable // a bit that may be set where the byte is zero
	Zeros []frontend.Variable // how many bits of Zero are set from here on without a gap
}

func newRom(n int) Rom {
	return Rom{make([]frontend.Variable, n), make([]frontend.Variable, n), make([]frontend.Variable, n)}
}

func (m *machine) defineRom(r *Rom) {
	api := m.api
	var after frontend.Variable = 0
	m.zeros.Entry(0, bus.Pair(len(r.Bytes), 0)) // a string may end where the rom does
	for g := len(r.Bytes) - 1; g >= 0; g-- {
		position := bus.Pair(g, 0)
		m.assertByte(r.Bytes[g])
		m.rom.Entry(r.Bytes[g], nil, position)
		api.AssertIsBoolean(r.Zero[g])
		api.AssertIsEqual(api.Mul(r.Zero[g], r.Bytes[g]), 0)
		api.AssertIsEqual(r.Zeros[g], api.Mul(r.Zero[g], api.Add(after, 1)))
		m.zeros.Entry(r.Zeros[g], position)
		after = r.Zeros[g]
	}
}

// assertByte says 0 ≤ b < 256.
func (m *machine) assertByte(b frontend.Variable) { m.byteValues.Query(1, b) }

func (m *machine) defineByteValues() {
	m.byteValues = m.static("bytes")
	for v := range 256 {
		m.byteValues.Entry(v)
	}
}
