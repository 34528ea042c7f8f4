// SPDX-License-Identifier: Apache-2.0

package prover

// Cost is what a proof of a shape takes on two cores, for plans shown before proving.
type Cost struct {
	Constraints int
	ProveMillis int64
	MemoryBytes int64
}

// ExpectedCost scales from the frozen constraint counts with the cost per constraint measured on two cores.
func ExpectedCost(s Shape) Cost {
	const microsPerConstraint, bytesPerConstraint = 13, 2600
	n := s.Constraints
	return Cost{n, int64(n) * microsPerConstraint / 1000, int64(n) * bytesPerConstraint}
}
