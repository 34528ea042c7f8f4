// SPDX-License-Identifier: Apache-2.0

package prover

import (
	"fmt"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"github.com/consensys/gnark/backend"
	"github.com/consensys/gnark/backend/groth16"
	"github.com/consensys/gnark/backend/solidity"
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/circuit/code"
	"suture.dev/prover-native/commitment"
)

// Prove makes a proof at challenge z for a patch that has the properties; *code.Rejected otherwise. The proof is checked
// before it is returned.
func (k *Key) Prove(in code.Input, blinds code.Blinds, z fr.Element, progress Progress) ([]byte, PublicInputs, error) {
	var inputs PublicInputs
	if z.IsZero() {
		return nil, inputs, fmt.Errorf("%w: challenge z is zero", commitment.ErrInput)
	}
	progress("check", 0)
	plan, err := code.Check(k.Shape, in)
	if err != nil {
		return nil, inputs, err
	}
	progress("witness", 5)
	assignment, err := code.Assign(plan, blinds, z)
	if err != nil {
		return nil, inputs, err
	}
	inputs = publicInputs3(assignment)
	witness, err := frontend.NewWitness(assignment, ecc.BN254.ScalarField())
	if err != nil {
		return nil, inputs, fmt.Errorf("witness of %s: %w", k.Shape.Name, err)
	}
	progress("prove", 10)
	proof, err := groth16.Prove(k.system, k.pk, witness, solidity.WithProverTargetSolidityVerifier(backend.GROTH16))
	if err != nil {
		// gnark's text may hold wire values; they are secret.
		return nil, inputs, fmt.Errorf("the witness of a checked patch does not satisfy %s", k.Shape.Name)
	}
	encoded, err := encodeProof(proof)
	if err != nil {
		return nil, inputs, err
	}
	progress("verify", 95)
	ok, err := Verify(k.VKBlob, inputs, encoded)
	if err != nil || !ok {
		return nil, inputs, fmt.Errorf("the proof just made does not verify under the key of %s (%w)", k.Shape.Name, err)
	}
	progress("done", 100)
	return encoded, inputs, nil
}

func publicInputs3(c *code.Circuit) PublicInputs {
	claim, z, y := c.Claim.(fr.Element), c.Challenge.(fr.Element), c.Evaluation.(fr.Element)
	return PublicInputs{claim.Bytes(), z.Bytes(), y.Bytes()}
}
