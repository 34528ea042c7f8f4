// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"testing"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"github.com/consensys/gnark/test"

	"suture.dev/prover-native/evm"
)

var testBlinds = Blinds{fr.NewElement(11), fr.NewElement(12), fr.NewElement(13), fr.NewElement(14), fr.NewElement(15)}

var (
	testTarget = evm.Address{0: 0x71, 19: 1}
	testUser   = evm.Address{0: 0xa1, 19: 2}
)

func scenarioOf(old []byte, data []byte) *evm.Scenario {
	var wei evm.Word
	wei.SetUint64(1000)
	return &evm.Scenario{
		Target: testTarget,
		Pre: evm.World{
			testTarget: {Code: old, Storage: map[evm.Word]evm.Word{}},
			testUser:   {Balance: wei},
		},
		Txs: []evm.Tx{{From: testUser, To: testTarget, Data: data, Gas: 1000000}},
	}
}

func assignInput(t *testing.T, shape Shape, in Input) *Circuit {
	t.Helper()
	var traces [runs]*evm.Trace
	for r, code := range [][]byte{in.Old, in.New} {
		trace, err := evm.Run(in.Scenario, code, evm.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if trace.Inconclusive != nil {
			t.Fatalf("inconclusive: %v", trace.Inconclusive)
		}
		traces[r] = trace
	}
	c, err := Assign(shape, in, traces, testBlinds, fr.NewElement(1234567))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func solves(shape Shape, c *Circuit) error {
	return test.IsSolved(New(shape), c, ecc.BN254.ScalarField())
}

func TestCircuit_SimpleProgram(t *testing.T) {
	shape := TestShape()
	// PUSH1 5 PUSH1 3 ADD PUSH1 0 SSTORE STOP
	code := []byte{0x60, 5, 0x60, 3, 0x01, 0x60, 0, 0x55, 0x00}
	c := assignInput(t, shape, Input{Scenario: scenarioOf(code, nil), Old: code, New: code, Preserved: true})
	if err := solves(shape, c); err != nil {
		t.Fatal(err)
	}
}

// TestCircuit_ReadsUpToTheEndOfTheRom: of a string that ends where the rom does, be it call data or what a transaction returned.
func TestCircuit_ReadsUpToTheEndOfTheRom(t *testing.T) {
	shape := lieShape()
	shape.Rom = shape.CallData + wordBytes
	for _, p := range []program{
		{code: "7 0 MSTORE 32 0 RETURN", asked: expect(returns(0, 0, 7))},
		{code: "7 0 MSTORE 0 0 32 0 0 " + helperWord + " GAS CALL STOP", helper: "0 CALLDATALOAD 0 SSTORE STOP"},
	} {
		if err := solves(shape, assignInput(t, shape, p.input(t))); err != nil {
			t.Errorf("%s: %v", p.code, err)
		}
	}
}
