// SPDX-License-Identifier: Apache-2.0

package exec

import "testing"

// precompileLies are about what a precompile gives.
func precompileLies() []lie {
	return []lie{
		{what: "identity that gives something else", program: program{code: "0x112233 0 MSTORE 0 0 32 0 4 GAS STATICCALL STOP"}, muted: "definePrecompile", tell: func(l *liar) {
			p := mine(l.Precompiles)[0]
			p.OutputBase = plus(p.OutputBase, 1)
			mine(l.Frames)[0].ReturnBase = p.OutputBase
		}},
	}
}

// TestCircuit_RejectsFalseRecovery passes a valid signature off as one that recovers to nothing. The shape of the other lies has
// no room for a recovery, which takes as much as all the rest of it.
func TestCircuit_RejectsFalseRecovery(t *testing.T) {
	shape := lieShape()
	shape.Recoveries, shape.Bytes, shape.Rom = 1, 600, 512
	shape.Cells, shape.CallData = 10, 128
	p := program{code: "128 0 0 CALLDATACOPY 0 0 128 0 1 GAS STATICCALL STOP", data: signature}
	told := &liar{assignInput(t, shape, p.input(t)), t}
	for _, muted := range []string{"", "table ecrecover"} {
		if err := compileMuted(t, shape, muted).solve(told.Circuit); err != nil {
			t.Fatalf("the truth with %q muted: %v", muted, err)
		}
	}
	row := mine(told.Precompiles)[0]
	row.Found = 0
	for i := range row.Output {
		row.Output[i] = 0
	}
	mine(told.Frames)[0].ReturnLen = 0
	if compileMuted(t, shape, "").solve(told.Circuit) == nil {
		t.Error("the lie was accepted")
	}
	if err := compileMuted(t, shape, "table ecrecover").solve(told.Circuit); err != nil {
		t.Errorf("the lie does not test the table: %v", err)
	}
}
