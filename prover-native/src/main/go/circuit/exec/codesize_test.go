// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"errors"
	"testing"

	"suture.dev/prover-native/evm"
)

// TestCheck_LeavesAKeptSize: a DUP1 would keep the size of the target's code. In its place the circuit has 1, and code that takes
// that for the size would run otherwise than on a chain.
func TestCheck_LeavesAKeptSize(t *testing.T) {
	_, err := Check(program{code: "ADDRESS EXTCODESIZE DUP1 ISZERO POP 0 SSTORE STOP"}.input(t))
	var inconclusive *Inconclusive
	if !errors.As(err, &inconclusive) || inconclusive.Cause.Cause != evm.CauseCodeView {
		t.Errorf("error %v, want one about a view of code", err)
	}
	if _, err := Check(program{code: helperWord + " EXTCODESIZE DUP1 ISZERO POP 0 SSTORE STOP"}.input(t)); err != nil {
		t.Errorf("the size of another code: %v", err)
	}
}
