// SPDX-License-Identifier: Apache-2.0

// Package binding ties a proof to one patch: it is what all circuits have in common (DESIGN.md §3).
//
// Public inputs (A, z, y): A = H(C, S) for the commitment C to new code and the claim S, and y = p_new(z) + z^1024·p_old(z).
// The reveal compares y with the polynomials of the codes that are really there.
package binding

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/gadget/poseidon"
)

// Public are the public inputs of every circuit.
type Public struct{ Claim, Challenge, Evaluation frontend.Variable }

// NewCode is the secret code, as expressions of columns.
type NewCode struct {
	Length, EvaluationBlind, CommitmentBlind frontend.Variable
	Chunks                                   []frontend.Variable
}

// OldCode is the public code.
type OldCode struct {
	Length frontend.Variable
	Chunks []frontend.Variable
}

// Elements lists what C hashes: the chunks from the highest slot down, then the blinds and the length.
func (n NewCode) Elements() []frontend.Variable {
	return append(slotsDown(n.Chunks), n.EvaluationBlind, n.CommitmentBlind, n.Length)
}

// NewCodeCommitment is C.
func NewCodeCommitment(sponge *poseidon.Sponge, newCode NewCode) (frontend.Variable, error) {
	return sponge.Hash(commitment.TagNewCode, newCode.Elements())
}

// OldCodeCommitment is C_old.
func OldCodeCommitment(sponge *poseidon.Sponge, old OldCode) (frontend.Variable, error) {
	return sponge.Hash(commitment.TagOldCode, append(slotsDown(old.Chunks), old.Length))
}

// Assert says that A opens to the commitment of new code and to the statement S, and that y is the evaluation of both codes at z.
func Assert(api frontend.API, sponge *poseidon.Sponge, public Public, c, statement frontend.Variable, newCode NewCode, old OldCode) error {
	claim, err := sponge.Hash(commitment.TagAttest, []frontend.Variable{c, statement})
	if err != nil {
		return err
	}
	api.AssertIsEqual(public.Claim, claim)

	shift := public.Challenge
	for power := 1; power < commitment.OldShift; power *= 2 {
		shift = api.Mul(shift, shift)
	}
	newValue := horner(api, public.Challenge, append([]frontend.Variable{newCode.Length, newCode.EvaluationBlind}, newCode.Chunks...))
	oldValue := horner(api, public.Challenge, append([]frontend.Variable{old.Length, 0}, old.Chunks...))
	api.AssertIsEqual(public.Evaluation, api.Add(newValue, api.Mul(shift, oldValue)))
	return nil
}

// horner evaluates Σ coefficients[i]·x^i.
func horner(api frontend.API, x frontend.Variable, coefficients []frontend.Variable) frontend.Variable {
	sum := coefficients[len(coefficients)-1]
	for i := len(coefficients) - 2; i >= 0; i-- {
		sum = api.Add(api.Mul(sum, x), coefficients[i])
	}
	return sum
}

// slotsDown lists the chunks from the highest slot down, behind the zeros of the slots that the shape does not have.
func slotsDown(chunks []frontend.Variable) []frontend.Variable {
	out := make([]frontend.Variable, commitment.ChunkSlots, commitment.ChunkSlots+3)
	for k := range out {
		out[k] = 0
	}
	for k, chunk := range chunks {
		out[commitment.ChunkSlots-1-k] = chunk
	}
	return out
}
