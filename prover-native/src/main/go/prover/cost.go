// SPDX-License-Identifier: Apache-2.0

package prover

import "suture.dev/prover-native/circuit/code"

// Cost is what a proof of a shape takes on two cores, for plans shown before proving.
type Cost struct {
	Constraints int
	ProveMillis int64
	MemoryBytes int64
}

// ExpectedCost scales from the frozen constraint counts with the cost per constraint measured on two cores.
func ExpectedCost(s code.Shape) Cost {
	const microsPerConstraint, bytesPerConstraint = 13, 4200
	n := code.FrozenConstraints(s.Name)
	return Cost{n, int64(n) * microsPerConstraint / 1000, int64(n) * bytesPerConstraint}
}
