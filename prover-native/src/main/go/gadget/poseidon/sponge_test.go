// SPDX-License-Identifier: Apache-2.0

package poseidon

import (
	"testing"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"github.com/consensys/gnark/frontend"
	"github.com/consensys/gnark/test"

	"suture.dev/prover-native/commitment"
)

type circuit struct {
	Elements []frontend.Variable
	Digest   frontend.Variable
}

func (c *circuit) Define(api frontend.API) error {
	sponge, err := New(api)
	if err != nil {
		return err
	}
	digest, err := sponge.Hash(commitment.TagClaim, c.Elements)
	if err != nil {
		return err
	}
	api.AssertIsEqual(digest, c.Digest)
	return nil
}

func TestHash_AgreesWithTheNativeSponge(t *testing.T) {
	for _, n := range []int{1, 14, 15, 16, 30, 31} {
		elements := make([]fr.Element, n)
		assignment := &circuit{Elements: make([]frontend.Variable, n)}
		for i := range elements {
			elements[i].SetUint64(uint64(1000 + i))
			assignment.Elements[i] = elements[i]
		}
		assignment.Digest = commitment.Hash(commitment.TagClaim, elements)
		if err := test.IsSolved(&circuit{Elements: make([]frontend.Variable, n)}, assignment, ecc.BN254.ScalarField()); err != nil {
			t.Fatalf("%d elements: %v", n, err)
		}
		assignment.Digest = commitment.Hash(commitment.TagAttest, elements)
		if err := test.IsSolved(&circuit{Elements: make([]frontend.Variable, n)}, assignment, ecc.BN254.ScalarField()); err == nil {
			t.Fatalf("%d elements: another tag gives the same digest", n)
		}
	}
}
