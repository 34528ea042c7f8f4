// SPDX-License-Identifier: Apache-2.0

package code

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/circuit/binding"
	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/gadget/lookup"
	"suture.dev/prover-native/guard"
)

// NewCode holds the secret code as chunks and bytes, and its instruction starts.
//
// PushData[j] is the number of push data bytes still due at byte j, and E[j] = PushData[j+1] − PushData[j] + 1 is 0 for push
// data and 1 + push length for an instruction. (Byte, E) is looked up in the table of opcodes, and PushData·E = 0 says that
// an instruction starts only where no data is due. Where none is due and E were 0, PushData would fall below zero and stay
// there; its last value is bounded, so that cannot be.
type NewCode struct {
	Length          frontend.Variable
	EvaluationBlind frontend.Variable // b_y
	CommitmentBlind frontend.Variable // b_c
	Chunks          []frontend.Variable
	Bytes           []frontend.Variable
	PushData        []frontend.Variable // of bytes 1 … ; byte 0 is an instruction
	DataUse         []frontend.Variable // how often each byte value occurs as push data
	OpcodeUse       []frontend.Variable // how often each opcode occurs
	Fetches         []frontend.Variable // how often each position is looked up

	scaledE []frontend.Variable `gnark:"-"` // γ·E
}

func newNewCode(s Shape) NewCode {
	return NewCode{
		Chunks: variables(s.Slots()), Bytes: variables(s.Bytes()), PushData: variables(s.Bytes()),
		DataUse: variables(256), OpcodeUse: variables(256), Fetches: variables(s.Bytes()),
	}
}

func (n *NewCode) columns() []frontend.Variable {
	all := []frontend.Variable{n.Length, n.EvaluationBlind, n.CommitmentBlind}
	for _, column := range [][]frontend.Variable{n.Chunks, n.Bytes, n.PushData, n.DataUse, n.OpcodeUse, n.Fetches} {
		all = append(all, column...)
	}
	return all
}

func (n *NewCode) binding() binding.NewCode {
	return binding.NewCode{Length: n.Length, EvaluationBlind: n.EvaluationBlind, CommitmentBlind: n.CommitmentBlind, Chunks: n.Chunks}
}

// maxPushData bounds PushData after the last byte; any bound far below the field order would do.
const maxPushDataBits = 6

// define checks chunks against bytes, bytes against the opcode table, and opens newBytes. forbidden[i] is 1 where opcode i
// may not occur as an instruction.
func (n *NewCode) define(b *builder, forbidden []frontend.Variable) {
	assertChunks(b.api, n.Chunks, n.Bytes)
	opcodes := lookup.New(b.api, b.beta)
	n.scaledE = variables(len(n.Bytes))
	var due frontend.Variable = 0
	for j, v := range n.Bytes {
		e := b.api.Add(b.api.Sub(n.PushData[j], due), 1)
		if j > 0 { // no data is due at byte 0
			b.api.AssertIsEqual(b.api.Mul(due, e), 0)
		}
		n.scaledE[j] = b.times(powE, e)
		decoded := b.api.Add(v, n.scaledE[j])
		opcodes.Require(decoded)
		b.newBytes.Provide(b.api.Add(decoded, b.api.Mul(b.gamma[powPosition], j)), n.Fetches[j])
		due = n.PushData[j]
	}
	b.api.ToBinary(due, maxPushDataBits)
	for v := range 256 {
		opcodes.Provide(v, n.DataUse[v])
		opcodes.Provide(b.api.Add(v, b.api.Mul(b.gamma[powE], 1+guard.PushLength(v))), n.OpcodeUse[v])
		b.api.AssertIsEqual(b.api.Mul(forbidden[v], n.OpcodeUse[v]), 0)
	}
	opcodes.Close()
	// EIP-3541: the chain refuses to deploy code that starts with 0xEF.
	b.api.AssertIsDifferent(n.Bytes[0], 0xEF)
}

// assertChunks says that each chunk is its 31 bytes, big-endian.
func assertChunks(api frontend.API, chunks, bytes []frontend.Variable) {
	for k := range chunks {
		sum := bytes[k*commitment.ChunkBytes]
		for _, v := range bytes[k*commitment.ChunkBytes+1 : (k+1)*commitment.ChunkBytes] {
			sum = api.Add(api.Mul(sum, 256), v)
		}
		api.AssertIsEqual(chunks[k], sum)
	}
}
