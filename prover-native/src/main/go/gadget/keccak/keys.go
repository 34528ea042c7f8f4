// SPDX-License-Identifier: Apache-2.0

package keccak

import (
	"math/big"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// DigestTag is the meta of the digests: the fact of a message is (DigestTag; (id, length), digest), the digest as the EVM
// pushes it, in canonical halves. A slot that ends no message has the meta unfinishedTag instead. Id, length and position
// have a power of γ of their own, so who queries a fact need not bound them.
const (
	DigestTag     = 0x6b01
	unfinishedTag = 0x6b02
)

// provideByte states the fact (value; nil, (start + offset, 0)), with the product of start shared by the slot.
func (b *builder) provideByte(value frontend.Variable, start *bus.Word, offset int) {
	key := func(c *bus.Challenges) frontend.Variable {
		return b.api.Add(value, start.At(c, 1), b.api.Mul(c.Gamma(3), offset))
	}
	b.rom.EntryAs(key, value, nil, bus.Pair(b.api.Add(start.Hi, offset), 0))
}

func scaled(api frontend.API, x frontend.Variable, shift int) frontend.Variable {
	return api.Mul(x, shifted(shift))
}

func shifted(shift int) *big.Int { return new(big.Int).Lsh(big.NewInt(1), uint(shift)) }
