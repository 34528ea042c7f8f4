// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"os"
	"testing"
)

func TestConstraints_AreFrozenAndWithinBudget(t *testing.T) {
	// Below a power of two, the size of the FFTs: one constraint more would cost as much as twice as many.
	budgets := map[string]int{"exec-test": 150_000, "exec-1k": 1 << 19, "exec-4k": 2_097_000, "exec-16k": 1 << 22}
	shapes := []Shape{TestShape(), Shapes()[0]}
	if os.Getenv("SUTURE_SHAPES") == "all" { // the larger two take minutes
		shapes = append(shapes, Shapes()[1:]...)
	}
	for _, shape := range shapes {
		system := compileShape(t, shape).system
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

// A further step may cost 65, all that grows with the number of rows included.
func TestConstraints_OfAStep(t *testing.T) {
	shape := TestShape()
	more := shape
	more.Rows *= 2
	more.Name = "exec-test-512-rows"
	got := compileShape(t, more).system.GetNbConstraints()
	if want := FrozenConstraints(more.Name); got != want {
		t.Errorf("%s has %d constraints, constraints.txt says %d", more.Name, got, want)
	}
	if step := (got - FrozenConstraints(shape.Name)) / shape.Rows; step > 65 {
		t.Errorf("a step costs %d constraints, the budget is 65", step)
	}
}
