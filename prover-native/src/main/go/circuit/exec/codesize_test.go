// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"errors"
	"testing"
)

// TestMeasure_LeavesAKeptSize: the interpreter lets a DUP1 keep the size of the target's code. The circuit does not: the 1 that it has in
// its place would be seen, and code that takes it for the size would run otherwise than on a chain.
func TestMeasure_LeavesAKeptSize(t *testing.T) {
	_, err := Check(program{code: "ADDRESS EXTCODESIZE DUP1 ISZERO POP 0 SSTORE STOP"}.input(t))
	var unsupported *UnsupportedError
	if !errors.As(err, &unsupported) || unsupported.What != "an EXTCODESIZE of the target that more than an ISZERO sees" || !IsInconclusive(err) {
		t.Errorf("error %v, want one about the size", err)
	}
	if _, err := Check(program{code: helperWord + " EXTCODESIZE DUP1 ISZERO POP 0 SSTORE STOP"}.input(t)); err != nil {
		t.Errorf("the size of another code: %v", err)
	}
}
