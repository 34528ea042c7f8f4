// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"errors"
	"testing"

	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/evm/outcome"
)

// TestCircuit_ProvesAReentrancyBlocked: on old code, which pays before it takes note, a helper that asks again and again gets all
// there is, until a payment is refused; on new code it gets one.
func TestCircuit_ProvesAReentrancyBlocked(t *testing.T) {
	const pay, note = "0 DUP1 DUP1 DUP1 1 CALLER GAS CALL ISZERO :fail JUMPI ", "1 0 SSTORE "
	bank := func(body string) string {
		return "0 SLOAD :fail JUMPI " + body + "STOP fail: 0 0 REVERT"
	}
	const target = "0x7100000000000000000000000000000000000001"
	p := program{code: bank(pay + note), helper: "0 DUP1 DUP1 DUP1 0 " + target + " GAS CALL POP STOP", targetBalance: 2}
	in := p.input(t)
	in.New = assemble(t, bank(note+pay))
	in.Scenario.Pre[testTarget].Storage = map[evm.Word]evm.Word{}
	in.Scenario.Txs[0].To = helperAddress
	in.Harm = []outcome.Condition{{Subject: outcome.Balance, Address: helperAddress, Op: outcome.Equal, Value: evm.Word{2}}}
	plan, err := Check(in)
	if err != nil {
		t.Fatal(err)
	}
	if plan.Need[partRefused] != 1 {
		t.Errorf("%d calls are refused, want 1", plan.Need[partRefused])
	}
	shape := TestShape()
	shape.Calls, shape.Frames, shape.StorageReads = 8, 12, 8
	if err := solves(shape, assignInput(t, shape, in)); err != nil {
		t.Error(err)
	}
}

// TestMeasure_LeavesTheDepthLimit: a call that is too deep is inconclusive, with a reason of its own.
func TestMeasure_LeavesTheDepthLimit(t *testing.T) {
	_, err := Check(program{code: "0 0 0 0 ADDRESS GAS DELEGATECALL STOP"}.input(t))
	var unsupported *UnsupportedError
	if !errors.As(err, &unsupported) || unsupported.What != "a call at the depth limit" || !IsInconclusive(err) {
		t.Errorf("error %v, want one about the depth limit", err)
	}
}
