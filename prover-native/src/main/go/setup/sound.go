// SPDX-License-Identifier: Apache-2.0

package setup

import (
	"fmt"
	"slices"

	"github.com/consensys/gnark-crypto/ecc/bn254"
	groth16bn254 "github.com/consensys/gnark/backend/groth16/bn254"
)

// requireSound refuses a key that would prove nothing (a public input in no constraint may have every value; γ = ±δ lets
// public and private parts be exchanged) or hide nothing (without δ and a basis there is no blinding).
func requireSound(pk *groth16bn254.ProvingKey, vk *groth16bn254.VerifyingKey) error {
	basis, basisSigma := pk.CommitmentKeys[0].Basis, pk.CommitmentKeys[0].BasisExpSigma
	commitment := vk.CommitmentKeys[0]
	for _, rule := range []struct {
		what   string
		broken bool
	}{
		{"α, β or δ is at infinity in G1", slices.ContainsFunc([]bn254.G1Affine{pk.G1.Alpha, pk.G1.Beta, pk.G1.Delta}, infiniteG1)},
		{"β, γ, δ or the commitment's G or −σG is at infinity in G2", slices.ContainsFunc(
			[]bn254.G2Affine{vk.G2.Beta, vk.G2.Gamma, vk.G2.Delta, commitment.G, commitment.GSigmaNeg}, infiniteG2)},
		{"γ = ±δ", vk.G2.Gamma.X.Equal(&vk.G2.Delta.X)},
		{"σ = ±1", commitment.G.X.Equal(&commitment.GSigmaNeg.X)},
		{"a public input or the commitment is in no constraint", slices.ContainsFunc(vk.G1.K[1:], infiniteG1)},
		{"the commitment basis is empty or all at infinity", allInfinite(basis)},
		{"the commitment basis times σ does not fit the basis", len(basis) != len(basisSigma) || allInfinite(basisSigma)},
		{"t is a root of unity", slices.ContainsFunc(pk.G1.Z, infiniteG1)},
	} {
		if rule.broken {
			return fmt.Errorf("%w: %s", ErrDegenerate, rule.what)
		}
	}
	return nil
}

func infiniteG1(p bn254.G1Affine) bool { return p.IsInfinity() }

func infiniteG2(p bn254.G2Affine) bool { return p.IsInfinity() }

func allInfinite(points []bn254.G1Affine) bool {
	return !slices.ContainsFunc(points, func(p bn254.G1Affine) bool { return !p.IsInfinity() })
}
