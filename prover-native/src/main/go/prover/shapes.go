// SPDX-License-Identifier: Apache-2.0

package prover

import (
	"fmt"
	"strings"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/circuit/code"
	"suture.dev/prover-native/circuit/exec"
	"suture.dev/prover-native/commitment"
)

// Circuits, as shapes name theirs.
const (
	CircuitCode = "code"
	CircuitExec = "exec"
)

// Shape is a shape of one of the circuits: one proving and verifying key each.
type Shape struct {
	Name        string
	Circuit     string // CircuitCode or CircuitExec
	CodeBytes   int    // longest old or new code
	Constraints int    // as frozen

	code code.Shape
	exec exec.Shape
}

// circuit is an empty assignment.
func (s Shape) circuit() frontend.Circuit {
	if s.Circuit == CircuitExec {
		return exec.New(s.exec)
	}
	return code.New(s.code)
}

// Shapes are the product's shapes, by circuit, smallest first.
func Shapes() []Shape {
	var shapes []Shape
	for _, s := range code.Shapes() {
		shapes = append(shapes, codeShape(s))
	}
	for _, s := range exec.Shapes() {
		shapes = append(shapes, execShape(s))
	}
	return shapes
}

func codeShape(s code.Shape) Shape {
	return Shape{Name: s.Name, Circuit: CircuitCode, CodeBytes: s.CodeBytes, Constraints: code.FrozenConstraints(s.Name), code: s}
}

func execShape(s exec.Shape) Shape {
	return Shape{Name: s.Name, Circuit: CircuitExec, CodeBytes: s.CodeBytes, Constraints: exec.FrozenConstraints(s.Name), exec: s}
}

// ShapeNamed finds a shape, those for tests included.
func ShapeNamed(name string) (Shape, error) {
	if s, err := code.ShapeNamed(name); err == nil {
		return codeShape(s), nil
	}
	if s, err := exec.ShapeNamed(name); err == nil {
		return execShape(s), nil
	}
	var names []string
	for _, s := range Shapes() {
		names = append(names, s.Name)
	}
	return Shape{}, fmt.Errorf("%w: unknown shape %q, want one of %s", commitment.ErrInput, name, strings.Join(names, ", "))
}
