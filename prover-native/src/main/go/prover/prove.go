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
	"suture.dev/prover-native/circuit/exec"
	"suture.dev/prover-native/commitment"
)

// Prove makes a proof of the code circuit at challenge z for a patch that has the properties; *code.Rejected otherwise.
func (k *Key) Prove(in code.Input, blinds code.Blinds, z fr.Element, progress Progress) ([]byte, PublicInputs, error) {
	if err := k.require(CircuitCode, z); err != nil {
		return nil, PublicInputs{}, err
	}
	progress("check", 0)
	plan, err := code.Check(k.Shape.code, in)
	if err != nil {
		return nil, PublicInputs{}, err
	}
	progress("witness", 5)
	assignment, err := code.Assign(plan, blinds, z)
	if err != nil {
		return nil, PublicInputs{}, err
	}
	return k.prove(assignment, inputsOf(assignment.Claim, assignment.Challenge, assignment.Evaluation), progress)
}

// ProveExecution makes a proof of the execution circuit at challenge z for runs that bear the claim out; otherwise it gives what
// exec.Check gives.
func (k *Key) ProveExecution(in exec.Input, blinds exec.Blinds, z fr.Element, progress Progress) ([]byte, PublicInputs, error) {
	if err := k.require(CircuitExec, z); err != nil {
		return nil, PublicInputs{}, err
	}
	progress("run", 0)
	plan, err := exec.Check(in)
	if err != nil {
		return nil, PublicInputs{}, err
	}
	progress("witness", 2)
	assignment, err := exec.Assign(k.Shape.exec, plan.Input, plan.Traces, blinds, z)
	if err != nil {
		return nil, PublicInputs{}, err
	}
	return k.prove(assignment, inputsOf(assignment.Claim, assignment.Challenge, assignment.Evaluation), progress)
}

func (k *Key) require(circuit string, z fr.Element) error {
	if k.Shape.Circuit != circuit {
		return fmt.Errorf("%w: the key is for circuit %s, the input for %s", commitment.ErrInput, k.Shape.Circuit, circuit)
	}
	if z.IsZero() {
		return fmt.Errorf("%w: challenge z is zero", commitment.ErrInput)
	}
	return nil
}

// prove solves and proves, and checks the proof before it gives it away.
func (k *Key) prove(assignment frontend.Circuit, inputs PublicInputs, progress Progress) ([]byte, PublicInputs, error) {
	witness, err := frontend.NewWitness(assignment, ecc.BN254.ScalarField())
	if err != nil {
		return nil, inputs, fmt.Errorf("witness of %s: %w", k.Shape.Name, err)
	}
	progress("prove", 10)
	proof, err := groth16.Prove(k.system, k.pk, witness, solidity.WithProverTargetSolidityVerifier(backend.GROTH16))
	if err != nil {
		// gnark's text may hold wire values; they are secret.
		return nil, inputs, fmt.Errorf("the witness of a checked claim does not satisfy %s", k.Shape.Name)
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

func inputsOf(claim, challenge, evaluation frontend.Variable) PublicInputs {
	a, z, y := claim.(fr.Element), challenge.(fr.Element), evaluation.(fr.Element)
	return PublicInputs{a.Bytes(), z.Bytes(), y.Bytes()}
}
