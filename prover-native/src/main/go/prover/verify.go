// SPDX-License-Identifier: Apache-2.0

package prover

import (
	"fmt"
	"math/big"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark-crypto/ecc/bn254"
	"github.com/consensys/gnark-crypto/ecc/bn254/fr"

	"suture.dev/prover-native/commitment"
)

// PublicInputs are (A, z, y), each 32 bytes big-endian.
type PublicInputs struct{ Claim, Challenge, Evaluation [32]byte }

func (p PublicInputs) bytes() []byte {
	return append(append(append([]byte(nil), p.Claim[:]...), p.Challenge[:]...), p.Evaluation[:]...)
}

// Verify checks a proof against a verifying key blob with the very equation of the contract (DESIGN.md §7):
//
//	e(A,B)·e(α,−β)·e(Krs,−δ)·e(kSum+D,−γ)·e(ρ·D,GσNeg)·e(ρ·PoK,G) = 1
//
// ρ is the keccak256 of everything, mod 2^128. Without it the equation is forgeable: A=α, B=β, Krs=0, D=0, PoK=kSum.
// false means a well-formed proof that does not hold; an error wraps commitment.ErrInput.
func Verify(vkBlob []byte, inputs PublicInputs, proof []byte) (bool, error) {
	vk, err := decodeVerifyingKey(vkBlob)
	if err != nil {
		return false, err
	}
	p, err := decodeProof(proof)
	if err != nil {
		return false, err
	}
	kSum, err := vk.publicSum(inputs, proof)
	if err != nil {
		return false, err
	}
	rho := randomizer(vk, inputs, proof)
	if rho.Sign() == 0 {
		return false, nil
	}
	var d, pok bn254.G1Affine
	d.ScalarMultiplication(&p.d, rho)
	pok.ScalarMultiplication(&p.pok, rho)
	ok, err := bn254.PairingCheck(
		[]bn254.G1Affine{p.a, vk.alpha, p.krs, kSum, d, pok},
		[]bn254.G2Affine{p.b, vk.betaNeg, vk.deltaNeg, vk.gammaNeg, vk.sigmaNeg, vk.g})
	if err != nil {
		return false, fmt.Errorf("pairing: %w", err)
	}
	return ok, nil
}

// randomizer is ρ.
func randomizer(vk *verifyingKey, inputs PublicInputs, proof []byte) *big.Int {
	digest := keccak256(vk.hash[:], inputs.bytes(), proof)
	return new(big.Int).SetBytes(digest[16:])
}

// publicSum is IC0 + A·IC1 + z·IC2 + y·IC3 + h·IC4 + D, where h hashes the commitment and the committed public inputs.
func (vk *verifyingKey) publicSum(inputs PublicInputs, proof []byte) (bn254.G1Affine, error) {
	const commitmentAt, commitmentEnd = 8 * wordBytes, 10 * wordBytes
	scalars := make([]fr.Element, 0, icPoints)
	for _, in := range []struct {
		name  string
		value [32]byte
	}{{"claim", inputs.Claim}, {"challenge", inputs.Challenge}, {"evaluation", inputs.Evaluation}} {
		e, err := commitment.ParseElement(in.name, in.value[:])
		if err != nil {
			return bn254.G1Affine{}, err
		}
		scalars = append(scalars, e)
	}
	digest := keccak256(proof[commitmentAt:commitmentEnd], inputs.bytes())
	var h fr.Element
	h.SetBytes(digest[:])
	r := wordReader{what: "proof", bytes: proof[commitmentAt:commitmentEnd]}
	points := append(append([]bn254.G1Affine(nil), vk.ic[:]...), r.g1())
	scalars = append([]fr.Element{fr.One()}, append(scalars, h, fr.One())...)
	var sum bn254.G1Affine
	if _, err := sum.MultiExp(points, scalars, ecc.MultiExpConfig{}); err != nil {
		return sum, fmt.Errorf("sum of the public inputs: %w", err)
	}
	return sum, r.err
}
