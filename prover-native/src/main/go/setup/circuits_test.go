// SPDX-License-Identifier: Apache-2.0

package setup

import (
	"testing"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark/constraint"
	"github.com/consensys/gnark/frontend"
	"github.com/consensys/gnark/frontend/cs/r1cs"
	"github.com/consensys/gnark/std/multicommit"
)

// chain has about two constraints for each row, public inputs with and without commitment, wires on one side only, and every
// second row committed to, as circuits with lookup arguments have it.
type chain struct {
	First, Last frontend.Variable `gnark:",public"`
	Step        frontend.Variable
	rows        int
}

func (c *chain) Define(api frontend.API) error {
	committed := []frontend.Variable{c.First}
	x := c.First
	for i := range c.rows {
		y := api.Mul(api.Add(x, c.Step), api.Sub(x, i))
		x = api.Mul(y, api.Add(y, 1))
		if i%2 == 0 {
			committed = append(committed, y)
		}
	}
	api.AssertIsEqual(c.Last, x)
	multicommit.WithCommitment(api, func(api frontend.API, challenge frontend.Variable) error {
		api.AssertIsDifferent(api.Mul(challenge, c.Step), 0)
		return nil
	}, committed...)
	return nil
}

func compile(t testing.TB, circuit frontend.Circuit) constraint.ConstraintSystem {
	t.Helper()
	system, err := frontend.Compile(ecc.BN254.ScalarField(), r1cs.NewBuilder, circuit)
	if err != nil {
		t.Fatal(err)
	}
	return system
}

func quiet(string, int) {}
