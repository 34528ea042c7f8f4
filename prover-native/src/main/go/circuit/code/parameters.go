// SPDX-License-Identifier: Apache-2.0

package code

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/commitment"
)

// Parameters are what the claim S says; the opcode set and the slots only through the blinded commitment B.
type Parameters struct {
	MaxSize     frontend.Variable
	MetadataLen frontend.Variable // 0: code.metadata is not claimed
	BodyEnd     frontend.Variable // 0: code.guardOnly is not claimed
	Blind       frontend.Variable // b_s
	Forbidden   [256]frontend.Variable
	SlotCount   frontend.Variable
	Slots       [commitment.MaxSlots]frontend.Variable
	SlotActive  [commitment.MaxSlots]frontend.Variable // bit i: i < SlotCount
}

func newParameters() Parameters { return Parameters{} }

func (p *Parameters) columns() []frontend.Variable {
	all := []frontend.Variable{p.MaxSize, p.MetadataLen, p.BodyEnd, p.Blind, p.SlotCount}
	all = append(all, p.Forbidden[:]...)
	all = append(all, p.Slots[:]...)
	return append(all, p.SlotActive[:]...)
}

// statement is S.
func (p *Parameters) statement(b *builder, oldCode frontend.Variable) (frontend.Variable, error) {
	// FromBinary also says that each is a bit.
	low := b.api.FromBinary(p.Forbidden[:128]...)
	high := b.api.FromBinary(p.Forbidden[128:]...)
	secret, err := b.sponge.Hash(commitment.TagSecretParams,
		append([]frontend.Variable{p.Blind, high, low, p.SlotCount}, p.Slots[:]...))
	if err != nil {
		return nil, err
	}
	shape := commitment.Element(b.shape.Name)
	return b.sponge.Hash(commitment.TagClaim,
		[]frontend.Variable{oldCode, shape.String(), p.MaxSize, p.MetadataLen, p.BodyEnd, secret})
}

// sizeBits holds every code size up to EIP-170's limit.
const sizeBits = 15

func (p *Parameters) define(b *builder, length frontend.Variable) {
	assertPrefix(b.api, p.SlotActive[:], p.SlotCount)
	// 1 ≤ n ≤ maxSize; n itself is bounded first, so that the difference cannot wrap.
	b.api.ToBinary(b.api.Sub(length, 1), sizeBits)
	b.api.ToBinary(b.api.Sub(p.MaxSize, length), sizeBits)
}

// assertPrefix says that bits are count ones followed by zeros.
func assertPrefix(api frontend.API, bits []frontend.Variable, count frontend.Variable) {
	var total frontend.Variable = 0
	for i, bit := range bits {
		api.AssertIsBoolean(bit)
		if i > 0 {
			api.AssertIsBoolean(api.Sub(bits[i-1], bit))
		}
		total = api.Add(total, bit)
	}
	api.AssertIsEqual(total, count)
}
