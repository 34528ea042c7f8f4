// SPDX-License-Identifier: Apache-2.0

package ecrecover

import (
	"fmt"
	"os"
	"testing"

	"github.com/consensys/gnark/constraint"
)

// TestConstraints_AreFrozenAndWithinBudget compares with constraints.txt: R1CS per recovery, per refusal, fixed table.
func TestConstraints_AreFrozenAndWithinBudget(t *testing.T) {
	size := func(recoveries, refusals int) int {
		c := newCircuit(0, 0, 0)
		c.Chip = Chip{Recoveries: make([]Recovery, recoveries), Refusals: make([]Refusal, refusals)}
		return compile(t, c).GetNbConstraints()
	}
	none, one, more, refusals := size(0, 0), size(1, 1), size(2, 1), size(1, 4)
	recovery, refusal := more-one, (refusals-one)/3
	got := fmt.Sprintf("recovery %d\nrefusal %d\nbase %d\n", recovery, refusal, one-none-recovery-refusal)
	frozen, err := os.ReadFile("constraints.txt")
	if err != nil || got != string(frozen) {
		t.Errorf("constraints.txt says\n%sbut it is\n%s%v", frozen, got, err)
	}
	if recovery > 60_000 || refusal > 500 {
		t.Error("beyond the budget")
	}
}

func TestChip_HasOneCommitment(t *testing.T) {
	system := compile(t, newCircuit(1, 1, 1))
	commitments, ok := system.GetCommitments().(constraint.Groth16Commitments)
	if !ok || len(commitments) != 1 {
		t.Errorf("%v", system.GetCommitments())
	}
}
