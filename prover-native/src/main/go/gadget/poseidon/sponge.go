// SPDX-License-Identifier: Apache-2.0

// Package poseidon is the in-circuit twin of commitment.Hash: a Poseidon2 sponge of width 16 with a tag in the capacity.
//
// Cost: about 560 R1CS for each 15 elements. Blocks that are constant (the unused slots of a small shape come first and are
// zero) fold away at compile time. Reference: [Poseidon2] https://eprint.iacr.org/2023/323.
package poseidon

import (
	"fmt"

	"github.com/consensys/gnark/frontend"
	"github.com/consensys/gnark/std/permutation/poseidon2"

	"suture.dev/prover-native/commitment"
)

// Sponge hashes lists of wires.
type Sponge struct {
	api         frontend.API
	permutation *poseidon2.Permutation
}

// New prepares the permutation once for a circuit.
func New(api frontend.API) (*Sponge, error) {
	p, err := poseidon2.NewPoseidon2FromParameters(api, commitment.Width, commitment.FullRounds, commitment.PartialRounds)
	if err != nil {
		return nil, fmt.Errorf("poseidon2 parameters: %w", err)
	}
	return &Sponge{api, p}, nil
}

// Hash is H(tag; elements) of commitment.Hash.
func (s *Sponge) Hash(tag string, elements []frontend.Variable) (frontend.Variable, error) {
	state, err := s.absorb(tag, elements)
	if err != nil {
		return nil, err
	}
	return state[1], nil
}

// Expand gives n ≤ 15 independent values from one: the challenges of a circuit from its one commitment.
func (s *Sponge) Expand(tag string, seed frontend.Variable, n int) ([]frontend.Variable, error) {
	state, err := s.absorb(tag, []frontend.Variable{seed})
	if err != nil {
		return nil, err
	}
	return state[1 : 1+n], nil
}

func (s *Sponge) absorb(tag string, elements []frontend.Variable) ([]frontend.Variable, error) {
	state := make([]frontend.Variable, commitment.Width)
	for i := range state {
		state[i] = 0
	}
	capacity := commitment.Element(tag)
	state[0] = capacity.String()
	pad := (commitment.Rate - len(elements)%commitment.Rate) % commitment.Rate
	for start := -pad; start < len(elements); start += commitment.Rate {
		for i := range commitment.Rate {
			if k := start + i; k >= 0 {
				state[1+i] = s.api.Add(state[1+i], elements[k])
			}
		}
		if err := s.permutation.Permutation(state); err != nil {
			return nil, fmt.Errorf("poseidon2 permutation: %w", err)
		}
	}
	return state, nil
}
