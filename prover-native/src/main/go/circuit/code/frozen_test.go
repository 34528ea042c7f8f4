// SPDX-License-Identifier: Apache-2.0

package code

import (
	"testing"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark/frontend"
	"github.com/consensys/gnark/frontend/cs/r1cs"
)

func TestConstraints_AreFrozenAndWithinBudget(t *testing.T) {
	budgets := map[string]int{"code-1k": 40_000, "code-8k": 180_000, "code-24k": 450_000}
	for _, shape := range append(Shapes(), TestShape()) {
		system, err := frontend.Compile(ecc.BN254.ScalarField(), r1cs.NewBuilder, New(shape))
		if err != nil {
			t.Fatal(err)
		}
		got := system.GetNbConstraints()
		if want := FrozenConstraints(shape.Name); got != want {
			t.Errorf("%s has %d constraints, constraints.txt says %d", shape.Name, got, want)
		}
		if got > budgets[shape.Name] {
			t.Errorf("%s has %d constraints, the budget is %d", shape.Name, got, budgets[shape.Name])
		}
		if n := system.GetNbPublicVariables() - 1; n != 3 {
			t.Errorf("%s has %d public inputs, want 3", shape.Name, n)
		}
	}
}
