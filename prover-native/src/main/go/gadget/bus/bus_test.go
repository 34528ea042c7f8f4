// SPDX-License-Identifier: Apache-2.0

package bus

import (
	"testing"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark/frontend"
	"github.com/consensys/gnark/test"
)

// circuit looks (X; Y, Z) up in {(1; 2, 3), (1; 3, 2)} by a selector, and sends A what it receives as B.
type circuit struct {
	Selector, X, Y, Z frontend.Variable
	A, B              [2]frontend.Variable
}

func (c *circuit) Define(api frontend.API) error {
	a := New(api)
	a.Commit(c.Selector, c.X, c.Y, c.Z, c.A[0], c.A[1], c.B[0], c.B[1])
	table := a.Static("pairs")
	table.Entry(1, Pair(2, 3))
	table.Entry(1, Pair(3, 2))
	table.Query(c.Selector, c.X, Pair(c.Y, c.Z))
	balance := a.Balance("balance")
	for i := range c.A {
		balance.Send(1, 7, Pair(c.A[i], 0), Pair(0, c.A[i]))
		balance.Receive(1, 7, Pair(c.B[i], 0), Pair(0, c.B[i]))
	}
	return a.Close()
}

func TestArgument(t *testing.T) {
	type two = [2]frontend.Variable
	for _, c := range []struct {
		name       string
		assignment circuit
		solved     bool
	}{
		{"an entry", circuit{1, 1, 2, 3, two{5, 6}, two{5, 6}}, true},
		{"another order on the balance", circuit{1, 1, 3, 2, two{5, 6}, two{6, 5}}, true},
		{"not an entry, not selected", circuit{0, 1, 2, 2, two{5, 5}, two{5, 5}}, true},
		{"halves of two entries", circuit{1, 1, 2, 2, two{5, 6}, two{5, 6}}, false},
		{"another meta", circuit{1, 2, 2, 3, two{5, 6}, two{5, 6}}, false},
		{"received twice, sent once", circuit{1, 1, 2, 3, two{5, 6}, two{5, 5}}, false},
		{"the same sum", circuit{1, 1, 2, 3, two{5, 6}, two{4, 7}}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := test.IsSolved(&circuit{}, &c.assignment, ecc.BN254.ScalarField()); (err == nil) != c.solved {
				t.Fatalf("got %v", err)
			}
		})
	}
}
