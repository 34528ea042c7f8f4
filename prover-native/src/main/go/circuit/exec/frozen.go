// SPDX-License-Identifier: Apache-2.0

package exec

import (
	_ "embed"

	"suture.dev/prover-native/circuit/frozen"
)

// constraints.txt freezes the size of each shape; a test compares it with the compiled circuit.
//
//go:embed constraints.txt
var frozenConstraints string

// FrozenConstraints is the number of R1CS constraints of a shape, without compiling it; 0 for an unknown shape.
func FrozenConstraints(shape string) int { return frozen.Constraints(frozenConstraints, shape) }
