// SPDX-License-Identifier: Apache-2.0

package lookup

import (
	"testing"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark/frontend"
	"github.com/consensys/gnark/test"
)

// circuit looks three keys, the last by a selector, up in the table {5, 7}.
type circuit struct {
	Keys           [3]frontend.Variable
	Selector       frontend.Variable
	Multiplicities [2]frontend.Variable
}

func (c *circuit) Define(api frontend.API) error {
	beta, err := api.Compiler().(frontend.Committer).Commit(append(c.Keys[:], c.Selector, c.Multiplicities[0], c.Multiplicities[1])...)
	if err != nil {
		return err
	}
	table := New(api, beta)
	table.Provide(5, c.Multiplicities[0])
	table.Provide(7, c.Multiplicities[1])
	table.Require(c.Keys[0])
	table.Require(c.Keys[1])
	table.RequireIf(c.Selector, c.Keys[2])
	table.Close()
	return nil
}

func TestTable(t *testing.T) {
	for _, c := range []struct {
		name       string
		assignment circuit
		solved     bool
	}{
		{"keys in the table", circuit{[3]frontend.Variable{5, 5, 7}, 1, [2]frontend.Variable{2, 1}}, true},
		{"an unselected key may be anything", circuit{[3]frontend.Variable{7, 5, 99}, 0, [2]frontend.Variable{1, 1}}, true},
		{"a key outside the table", circuit{[3]frontend.Variable{5, 6, 7}, 1, [2]frontend.Variable{2, 1}}, false},
		{"a selected key outside", circuit{[3]frontend.Variable{5, 5, 6}, 1, [2]frontend.Variable{2, 1}}, false},
		{"a wrong multiplicity", circuit{[3]frontend.Variable{5, 5, 7}, 1, [2]frontend.Variable{1, 2}}, false},
		{"a selector of 2", circuit{[3]frontend.Variable{5, 5, 7}, 2, [2]frontend.Variable{2, 1}}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := test.IsSolved(&circuit{}, &c.assignment, ecc.BN254.ScalarField())
			if (err == nil) != c.solved {
				t.Fatalf("got %v", err)
			}
		})
	}
}
