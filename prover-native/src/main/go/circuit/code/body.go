// SPDX-License-Identifier: Apache-2.0

package code

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/commitment"
)

// defineBody says of every byte below bodyEnd: it is that of old code, or INVALID at an instruction start, or part of a stub.
func (c *Circuit) defineBody(b *builder) {
	beyond := c.Guards.beyondBody(b, c.Parameters.BodyEnd)
	for j, v := range c.New.Bytes {
		// byte 0xFE with E = 1, as one key
		invalid := b.api.Sub(b.api.Add(v, c.New.scaledE[j]), b.api.Add(opInvalid, b.gamma[powE]))
		wrong := b.api.Mul(b.api.Sub(c.Old.Bytes[j], v), invalid)
		free := beyond[j]
		for i := j; i > j-stubBytes && i >= 0; i-- {
			free = b.api.Add(free, c.Guards.StubAt[i])
		}
		b.api.AssertIsEqual(b.api.Mul(wrong, b.api.Sub(1, free)), 0)
	}
}

const (
	opInvalid = 0xfe
	stubBytes = 4
)

// beyondBody gives for each byte the bit j ≥ bodyEnd, where bodyEnd = 31·K + t: all of the chunks after K, and chunk K from
// its byte t on.
func (g *Guards) beyondBody(b *builder, bodyEnd frontend.Variable) []frontend.Variable {
	var before, offset frontend.Variable = -1, 0
	for k := range g.ChunkBeyond {
		before = b.api.Add(before, b.api.Sub(1, g.ChunkBeyond[k]))
		assertStep(b.api, g.ChunkBeyond, k)
	}
	for i := range g.OffsetBeyond {
		offset = b.api.Add(offset, b.api.Sub(1, g.OffsetBeyond[i]))
		assertStep(b.api, g.OffsetBeyond, i)
	}
	b.api.AssertIsEqual(g.ChunkBeyond[0], 0)
	b.api.AssertIsEqual(bodyEnd, b.api.Add(b.api.Mul(before, commitment.ChunkBytes), offset))

	beyond := make([]frontend.Variable, 0, b.shape.Bytes())
	for k, full := range g.ChunkBeyond {
		var next frontend.Variable = 1
		if k+1 < len(g.ChunkBeyond) {
			next = g.ChunkBeyond[k+1]
		}
		boundary := b.api.Sub(next, full)
		for _, tail := range g.OffsetBeyond {
			beyond = append(beyond, b.api.Add(full, b.api.Mul(boundary, tail)))
		}
	}
	return beyond
}

// assertStep says that column[i] is a bit and not below the one before.
func assertStep(api frontend.API, column []frontend.Variable, i int) {
	api.AssertIsBoolean(column[i])
	if i > 0 {
		api.AssertIsBoolean(api.Sub(column[i], column[i-1]))
	}
}
