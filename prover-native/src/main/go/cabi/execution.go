// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/binary"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"

	"suture.dev/prover-native/circuit/exec"
	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/evm/casefile"
	"suture.dev/prover-native/prover"
)

// readExecution: case.json as in the case collection, number of the scenario (see exec.InputOf), old code, new code, selectors that the
// new run is to show (four bytes each, rising; none but for a benign scenario), public (a flag: the commitment to the scenario holds
// the whole state before).
func readExecution(in *frameReader) exec.Input {
	text, number := in.next("case"), in.integer("scenario number")
	old, new, selectors, public := in.next("old code"), in.next("new code"), readSelectors(in), in.flag("public")
	if in.err != nil {
		return exec.Input{}
	}
	scenarios, err := readScenarios(in, text, old)
	if err != nil {
		return exec.Input{}
	}
	input := numberedScenario(in, scenarios, number)
	input.Old, input.New, input.Selectors, input.Public = old, new, selectors, public
	return input
}

// numberedScenario gives a scenario of a case and what is claimed of it, see exec.InputOf.
func numberedScenario(in *frameReader, scenarios *casefile.Scenarios, number int) exec.Input {
	input, there := exec.InputOf(scenarios, number)
	if !there {
		in.fail("scenario number %d, want one of %d benign and %d expected scenarios, or -1 for an exploit that is there",
			number, len(scenarios.Benign), len(scenarios.Expected))
	}
	return input
}

func readSelectors(in *frameReader) []uint32 {
	selectors, err := exec.ReadSelectors(in.next("selectors"))
	if err != nil && in.err == nil {
		in.err = err
	}
	return selectors
}

func (w *frameWriter) selectors(list []uint32) {
	var bytes []byte
	for _, s := range list {
		bytes = binary.BigEndian.AppendUint32(bytes, s)
	}
	w.add(bytes)
}

func readExecutionBlinds(in *frameReader) exec.Blinds {
	return exec.Blinds{
		Commitment: readElement(in, "b_c"), Evaluation: readElement(in, "b_y"), Scenario: readElement(in, "scenario blind"),
		Harm: readElement(in, "harm blind"), Expected: readElement(in, "expected blind"),
	}
}

// planExecution: shape, constraints, steps, divergence (same, revert or outcome), succeeded transactions, all selectors that a benign
// scenario could show. An unmet claim is the status REJECTED, one that cannot be proven INCONCLUSIVE.
func planExecution(_ uintptr, in *frameReader, out *frameWriter) error {
	input := readExecution(in)
	if err := in.end(); err != nil {
		return err
	}
	plan, err := exec.Check(input)
	if err != nil {
		return err
	}
	out.text(plan.Shape.Name)
	out.integer(int64(exec.FrozenConstraints(plan.Shape.Name)))
	out.integer(int64(plan.Steps()))
	out.text(string(plan.Divergence))
	out.integer(int64(plan.Succeeded))
	out.selectors(plan.Shown)
	return nil
}

// commitExecution: shape, then as readExecution, then the blinds; gives C_old, C, scenario, harm, expected, S, A, and of the claim:
// preserved, succeeded, selectors, harm claimed, expected claimed, blocked by revert.
func commitExecution(_ uintptr, in *frameReader, out *frameWriter) error {
	shape := readExecShape(in)
	input, blinds := readExecution(in), readExecutionBlinds(in)
	if err := in.end(); err != nil {
		return err
	}
	plan, err := exec.Check(input)
	if err != nil {
		return err
	}
	c, err := exec.Commit(shape, plan, blinds)
	if err != nil {
		return err
	}
	for _, e := range []fr.Element{c.OldCode, c.NewCode, c.Scenario, c.Harm, c.Expected, c.Statement, c.Claim} {
		out.element(e)
	}
	out.flag(c.Preserved)
	out.integer(int64(c.Succeeded))
	out.selectors(c.Selectors)
	out.flag(c.HarmClaimed)
	out.flag(c.ExpectedClaimed)
	out.flag(c.BlockedByRevert)
	return nil
}

func readExecShape(in *frameReader) exec.Shape {
	shape, err := exec.ShapeNamed(string(in.next("shape")))
	if err != nil && in.err == nil {
		in.err = err
	}
	return shape
}

// executionStatement: C_old, shape, target, scenario, preserved (0 or 1), succeeded, selectors, harm claimed (0 or 1), harm, expected
// claimed (0 or 1), expected, blocked by revert (0 or 1); gives S.
func executionStatement(_ uintptr, in *frameReader, out *frameWriter) error {
	c := exec.Commitments{OldCode: readElement(in, "C_old")}
	shape := readExecShape(in)
	c.Target = exec.AddressElement(evm.Address(in.fixed("target", len(evm.Address{}))))
	c.Scenario = readElement(in, "scenario commitment")
	c.Preserved = in.integer("preserved") == 1
	c.Succeeded = in.integer("succeeded")
	c.Selectors = readSelectors(in)
	c.HarmClaimed = in.integer("harm claimed") == 1
	c.Harm = readElement(in, "harm commitment")
	c.ExpectedClaimed = in.integer("expected claimed") == 1
	c.Expected = readElement(in, "expected commitment")
	c.BlockedByRevert = in.integer("blocked by revert") == 1
	return respond(in, out, func() (fr.Element, error) { return exec.Statement(shape.Name, c), nil })
}

// expectedCommitment: JSON array of conditions, blind; gives what S says of conditions that are to hold on new code. Those that
// are public have the blind 0.
func expectedCommitment(_ uintptr, in *frameReader, out *frameWriter) error {
	text, blind := in.next("conditions"), readElement(in, "expected blind")
	if in.err != nil {
		return in.err
	}
	conditions, err := casefile.DecodeConditions(text)
	if err != nil {
		in.fail("%s", rule(err))
	}
	return respond(in, out, func() (fr.Element, error) { return exec.ExpectedCommitment(conditions, blind) })
}

// scenarioCommitment: shape, case.json, scenario number as of readExecution, scenario blind; gives the commitment to a public scenario.
func scenarioCommitment(_ uintptr, in *frameReader, out *frameWriter) error {
	shape, text, number := readExecShape(in), in.next("case"), in.integer("scenario number")
	blind := readElement(in, "scenario blind")
	if err := in.end(); err != nil {
		return err
	}
	scenarios, err := decodeScenarios(in, text)
	if err != nil {
		return err
	}
	scenario := numberedScenario(in, scenarios, number).Scenario
	return respond(in, out, func() (fr.Element, error) { return exec.ScenarioCommitment(shape, scenario, blind) })
}

// proveExecution: as readExecution, blinds, z; gives proof, A, z, y.
func proveExecution(handle uintptr, in *frameReader, out *frameWriter) error {
	key, err := keyOf(handle)
	if err != nil {
		return err
	}
	input, blinds, z := readExecution(in), readExecutionBlinds(in), readElement(in, "z")
	if err := in.end(); err != nil {
		return err
	}
	proving.Lock()
	defer proving.Unlock()
	proof, inputs, err := key.ProveExecution(input, blinds, z, report)
	return writeProof(out, proof, inputs, err)
}

func writeProof(out *frameWriter, proof []byte, inputs prover.PublicInputs, err error) error {
	if err != nil {
		return err
	}
	for _, b := range [][]byte{proof, inputs.Claim[:], inputs.Challenge[:], inputs.Evaluation[:]} {
		out.add(b)
	}
	return nil
}
