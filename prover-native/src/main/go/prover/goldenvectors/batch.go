// SPDX-License-Identifier: Apache-2.0

package main

import (
	"math/big"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"

	"suture.dev/prover-native/circuit/code"
	"suture.dev/prover-native/prover"
)

const batchSize = 8

// batch proves one patch several times under one key, each time with another bound on its size: another statement, so another
// claim; the same codes, blinds and z, so the same y.
func (v *vector) batch(key *prover.Key) (map[string]any, error) {
	digest := keccak([]byte("golden batch z"))
	var z fr.Element
	z.SetBigInt(new(big.Int).SetBytes(digest[:]))
	var claims, proofs []string
	var inputs prover.PublicInputs
	for i := range batchSize {
		in := code.Input{Old: v.old, New: v.new, MaxSize: 1024 - i, Forbidden: v.forbidden, GuardOnly: true, Slots: v.slots}
		proof, public, err := key.Prove(in, v.blinds, z, func(string, int) {})
		if err != nil {
			return nil, err
		}
		claims, proofs, inputs = append(claims, hexOf(public.Claim[:])), append(proofs, hexOf(proof)), public
	}
	return map[string]any{
		"vkBlob": hexOf(key.VKBlob), "z": hexOf(inputs.Challenge[:]), "y": hexOf(inputs.Evaluation[:]),
		"claims": claims, "proofs": proofs,
	}, nil
}
