// SPDX-License-Identifier: Apache-2.0

package prover

import (
	"fmt"

	"github.com/consensys/gnark-crypto/ecc/bn254"
	groth16bn254 "github.com/consensys/gnark/backend/groth16/bn254"
	"golang.org/x/crypto/sha3"

	"suture.dev/prover-native/commitment"
)

const (
	// VKBlobBytes is the length of an encoded verifying key.
	VKBlobBytes = 33 * wordBytes
	// KindDev marks keys whose toxic waste was on this machine.
	KindDev = "dev"

	publicInputs = 3
	icPoints     = publicInputs + 2 // the constant, the inputs, the hash of the commitment
)

// verifyingKey holds the points of a blob, signs as the pairing equation wants them.
type verifyingKey struct {
	alpha                                    bn254.G1Affine
	betaNeg, gammaNeg, deltaNeg, sigmaNeg, g bn254.G2Affine
	ic                                       [icPoints]bn254.G1Affine
	hash                                     [32]byte
}

// encodeVerifyingKey makes the blob that contracts read.
func encodeVerifyingKey(vk *groth16bn254.VerifyingKey, kind string) ([]byte, error) {
	if len(vk.CommitmentKeys) != 1 || len(vk.G1.K) != icPoints || len(kind) > wordBytes {
		return nil, fmt.Errorf("verifying key has %d commitments and %d bases, want 1 and %d", len(vk.CommitmentKeys), len(vk.G1.K), icPoints)
	}
	var betaNeg, gammaNeg, deltaNeg bn254.G2Affine
	betaNeg.Neg(&vk.G2.Beta)
	gammaNeg.Neg(&vk.G2.Gamma)
	deltaNeg.Neg(&vk.G2.Delta)
	var w wordWriter
	w.g1(&vk.G1.Alpha)
	for _, p := range []*bn254.G2Affine{&betaNeg, &gammaNeg, &deltaNeg, &vk.CommitmentKeys[0].GSigmaNeg, &vk.CommitmentKeys[0].G} {
		w.g2(p)
	}
	for i := range vk.G1.K {
		w.g1(&vk.G1.K[i])
	}
	var word [wordBytes]byte
	copy(word[:], kind)
	return append(w.bytes, word[:]...), nil
}

func decodeVerifyingKey(blob []byte) (*verifyingKey, error) {
	if len(blob) != VKBlobBytes {
		return nil, fmt.Errorf("%w: verifying key has %d bytes, want %d", commitment.ErrInput, len(blob), VKBlobBytes)
	}
	r := wordReader{what: "verifying key", bytes: blob}
	vk := &verifyingKey{hash: keccak256(blob)}
	vk.alpha = r.g1()
	vk.betaNeg, vk.gammaNeg, vk.deltaNeg, vk.sigmaNeg, vk.g = r.g2(), r.g2(), r.g2(), r.g2(), r.g2()
	for i := range vk.ic {
		vk.ic[i] = r.g1()
	}
	if r.err == nil && vk.degenerate() {
		r.err = fmt.Errorf("%w: verifying key is degenerate: an element at infinity, γ = ±δ or σ = ±1", commitment.ErrInput)
	}
	return vk, r.err
}

// degenerate keys would let a prover move value between the terms of the equation.
func (vk *verifyingKey) degenerate() bool {
	for _, p := range []*bn254.G2Affine{&vk.betaNeg, &vk.gammaNeg, &vk.deltaNeg, &vk.sigmaNeg, &vk.g} {
		if p.IsInfinity() {
			return true
		}
	}
	for i := range vk.ic {
		if vk.ic[i].IsInfinity() {
			return true
		}
	}
	return vk.alpha.IsInfinity() || vk.gammaNeg.X.Equal(&vk.deltaNeg.X) || vk.sigmaNeg.X.Equal(&vk.g.X)
}

func keccak256(parts ...[]byte) [32]byte {
	h := sha3.NewLegacyKeccak256()
	for _, part := range parts {
		h.Write(part)
	}
	return [32]byte(h.Sum(nil))
}
