// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"math/big"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// Push is the data of one PUSH instruction, shared by all rows that run it. The data's first High bytes are the upper half of
// the word and its last Low bytes the lower one; PUSHn has n = High + Low.
type Push struct {
	Active              frontend.Variable
	CodeID, PC          frontend.Variable
	High, Low           frontend.Variable
	ScaleHigh, ScaleLow frontend.Variable    // 256^High, 256^Low
	Prefix              [3]frontend.Variable // of the code up to the opcode, the upper and the lower data
	Meta                [2]frontend.Variable // what the fetch table says of the last byte of each half
}

const halfBytes = 16

func (m *machine) definePushes(pushes []Push) {
	m.scales = m.static("push data scales")
	scale := func(n int) *big.Int { return new(big.Int).Lsh(big.NewInt(1), uint(8*n)) }
	for n := 1; n <= 32; n++ {
		low := min(n, halfBytes)
		m.scales.Entry(0, bus.Pair(n-low, low), bus.Pair(scale(n-low), scale(low)))
	}
	for i := range pushes {
		m.definePush(&pushes[i])
	}
}

func (m *machine) definePush(p *Push) {
	api := m.api
	api.AssertIsBoolean(p.Active)
	n := api.Add(p.High, p.Low)
	m.scales.Query(p.Active, 0, bus.Pair(p.High, p.Low), bus.Pair(p.ScaleHigh, p.ScaleLow))
	opcode := api.Add(codeOf(0x5f), api.Mul(n, 257)) // 0x5f + n, with 1 + n as its E
	ends := []frontend.Variable{p.PC, api.Add(p.PC, p.High), api.Add(p.PC, n)}
	for i, meta := range []frontend.Variable{opcode, p.Meta[0], p.Meta[1]} {
		m.fetch.Query(p.Active, p.Prefix[i], fetchWords(bus.Pair(meta, 0), ends[i], p.CodeID)...)
	}
	// Both differences are the integers that the bytes spell, so they are below 2^128.
	hi := api.Sub(p.Prefix[1], api.Mul(p.Prefix[0], p.ScaleHigh))
	lo := api.Sub(p.Prefix[2], api.Mul(p.Prefix[1], p.ScaleLow))
	m.pushes.Entry(api.Sub(1, p.Active), nil, nil, bus.Pair(hi, lo), bus.Pair(0, p.PC), bus.Pair(0, p.CodeID))
}
