// SPDX-License-Identifier: Apache-2.0

package code

import (
	"fmt"

	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/guard"
)

// Shape fixes the capacities of the circuit: one proving and verifying key each.
type Shape struct {
	Name      string
	CodeBytes int // longest old or new code
	Limits    guard.Limits
}

// Slots is the number of 31-byte chunks that hold CodeBytes.
func (s Shape) Slots() int { return (s.CodeBytes + commitment.ChunkBytes - 1) / commitment.ChunkBytes }

// Bytes is the number of byte positions, CodeBytes rounded up to whole chunks.
func (s Shape) Bytes() int { return s.Slots() * commitment.ChunkBytes }

// Shapes are the product's shapes, smallest first.
func Shapes() []Shape {
	return []Shape{
		{Name: "code-8k", CodeBytes: 8192, Limits: guard.Limits{Rows: 1024, Stubs: 64}},
		{Name: "code-24k", CodeBytes: commitment.MaxCodeBytes, Limits: guard.Limits{Rows: 2048, Stubs: 128}},
	}
}

// TestShape is small enough for tests and golden vectors; it is never offered to users.
func TestShape() Shape {
	return Shape{Name: "code-1k", CodeBytes: 1024, Limits: guard.Limits{Rows: 256, Stubs: 8}}
}

// ShapeNamed finds a shape, the test shape included.
func ShapeNamed(name string) (Shape, error) {
	for _, s := range append(Shapes(), TestShape()) {
		if s.Name == name {
			return s, nil
		}
	}
	return Shape{}, fmt.Errorf("%w: unknown shape %q, want code-8k or code-24k", commitment.ErrInput, name)
}
