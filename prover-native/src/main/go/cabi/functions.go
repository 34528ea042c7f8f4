// SPDX-License-Identifier: Apache-2.0

package main

import (
	"github.com/consensys/gnark-crypto/ecc/bn254/fr"

	"suture.dev/prover-native/circuit/code"
	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/guard"
	"suture.dev/prover-native/prover"
)

type status int

const (
	statusOK status = iota
	statusInput
	statusRejected
	statusKey
	statusBug
	statusInconclusive
)

var statusNames = []string{"OK", "INPUT", "REJECTED", "KEY", "BUG", "INCONCLUSIVE"}

type function struct {
	name string
	run  func(handle uintptr, in *frameReader, out *frameWriter) error
}

// functions by number. describe is set in init, since it lists this very table.
var functions = []function{
	{"DESCRIBE", nil},
	{"ECHO", echo},
	{"SHAPES", shapes},
	{"ANALYZE_OLD_CODE", analyzeOldCode},
	{"CHECK", check},
	{"OLD_CODE_COMMITMENT", oldCodeCommitment},
	{"NEW_CODE_COMMITMENT", newCodeCommitment},
	{"SECRET_PARAMETERS_COMMITMENT", secretParametersCommitment},
	{"STATEMENT_COMMITMENT", statementCommitment},
	{"CLAIM", claim},
	{"EVALUATE", evaluate},
	{"COMMIT", commit},
	{"VERIFY", verify},
	{"OPEN_KEY", openKey},
	{"KEY_INFO", keyInfo},
	{"PROVE", prove},
	{"CLOSE_KEY", closeKey},
	{"PROGRESS", readProgress},
	{"PLAN_EXECUTION", planExecution},
	{"COMMIT_EXECUTION", commitExecution},
	{"EXECUTION_STATEMENT", executionStatement},
	{"PROVE_EXECUTION", proveExecution},
	{"RUN_SCENARIOS", runScenarios},
	{"EXPECTED_COMMITMENT", expectedCommitment},
	{"SCENARIO_COMMITMENT", scenarioCommitment},
}

func init() { functions[0].run = describe }

func functionName(i int) string {
	if i < 0 || i >= len(functions) {
		return "unknown"
	}
	return functions[i].name
}

// describe: version of gnark, number of functions, their names, names of the statuses.
func describe(_ uintptr, in *frameReader, out *frameWriter) error {
	out.text(prover.GnarkVersion())
	out.integer(int64(len(functions)))
	for _, f := range functions {
		out.text(f.name)
	}
	for _, name := range statusNames {
		out.text(name)
	}
	return in.end()
}

// echo gives its one frame back: the cost of crossing the boundary.
func echo(_ uintptr, in *frameReader, out *frameWriter) error {
	out.add(in.next("payload"))
	return in.end()
}

// shapes: for each name, circuit, code bytes, constraints, public inputs, expected milliseconds, expected bytes.
func shapes(_ uintptr, in *frameReader, out *frameWriter) error {
	for _, s := range prover.Shapes() {
		cost := prover.ExpectedCost(s)
		out.text(s.Name)
		out.text(s.Circuit)
		for _, n := range []int64{int64(s.CodeBytes), int64(cost.Constraints), 3, cost.ProveMillis, cost.MemoryBytes} {
			out.integer(n)
		}
	}
	return in.end()
}

func analyzeOldCode(_ uintptr, in *frameReader, out *frameWriter) error {
	old := in.next("old code")
	if err := in.end(); err != nil {
		return err
	}
	if _, err := commitment.Chunks(old); err != nil {
		return err
	}
	a := guard.AnalyzeOld(old)
	out.flag(a.Eligible)
	out.integer(int64(a.BodyEnd))
	out.integer(int64(a.MetadataLen))
	for _, reason := range a.Reasons {
		out.text(reason)
	}
	return nil
}

// readInput: shape, old code, new code, maximal size, forbidden opcodes, flags (1 metadata, 2 guardOnly), slots joined.
func readInput(in *frameReader) (code.Shape, code.Input) {
	name := string(in.next("shape"))
	input := code.Input{Old: in.next("old code"), New: in.next("new code"), MaxSize: in.integer("maximal size")}
	input.Forbidden = in.word("forbidden opcodes")
	flags := in.fixed("flags", 1)[0]
	input.Metadata, input.GuardOnly = flags&1 != 0, flags&2 != 0
	slots := in.next("declared slots")
	if len(slots)%32 != 0 {
		in.fail("declared slots have %d bytes, want a multiple of 32", len(slots))
	}
	for ; len(slots) >= 32; slots = slots[32:] {
		input.Slots = append(input.Slots, [32]byte(slots[:32]))
	}
	shape, err := code.ShapeNamed(name)
	if err != nil && in.err == nil {
		in.err = err
	}
	return shape, input
}

func readElement(in *frameReader, name string) fr.Element {
	b := in.fixed(name, 32)
	e, err := commitment.ParseElement(name, b)
	if err != nil && in.err == nil {
		in.err = err
	}
	return e
}

func readBlinds(in *frameReader) code.Blinds {
	return code.Blinds{Commitment: readElement(in, "b_c"), Evaluation: readElement(in, "b_y"), Parameters: readElement(in, "b_s")}
}

func check(_ uintptr, in *frameReader, _ *frameWriter) error {
	shape, input := readInput(in)
	if err := in.end(); err != nil {
		return err
	}
	_, err := code.Check(shape, input)
	return err
}

// commit: C_old, C, B, S, A, metadata length, body end.
func commit(_ uintptr, in *frameReader, out *frameWriter) error {
	shape, input := readInput(in)
	blinds := readBlinds(in)
	if err := in.end(); err != nil {
		return err
	}
	plan, err := code.Check(shape, input)
	if err != nil {
		return err
	}
	c, err := code.Commit(plan, blinds)
	if err != nil {
		return err
	}
	for _, e := range []fr.Element{c.OldCode, c.NewCode, c.SecretParameters, c.Statement, c.Claim} {
		out.element(e)
	}
	out.integer(int64(plan.MetadataLen))
	out.integer(int64(plan.BodyEnd))
	return nil
}

func verify(_ uintptr, in *frameReader, out *frameWriter) error {
	blob := in.next("verifying key")
	inputs := prover.PublicInputs{Claim: in.word("claim"), Challenge: in.word("challenge"), Evaluation: in.word("evaluation")}
	proof := in.next("proof")
	if err := in.end(); err != nil {
		return err
	}
	ok, err := prover.Verify(blob, inputs, proof)
	out.flag(ok)
	return err
}
