// SPDX-License-Identifier: Apache-2.0

package word

import (
	"testing"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark/frontend"
	"github.com/consensys/gnark/frontend/cs/r1cs"
	"github.com/consensys/gnark/frontend/cs/scs"
	"github.com/consensys/gnark/test"
)

// productCircuit says (X + 1)·(Y − Z) = 2·O + 3, X·5 = O + Z and 2·X = 8.
type productCircuit struct{ X, Y, Z, O frontend.Variable }

func (c *productCircuit) Define(api frontend.API) error {
	p := NewProducts(api)
	p.Assert(api.Add(c.X, 1), api.Sub(c.Y, c.Z), api.Add(api.Mul(2, c.O), 3))
	p.Assert(c.X, 5, api.Add(c.O, c.Z))
	p.Assert(2, c.X, 8)
	return nil
}

func TestProducts(t *testing.T) {
	field := ecc.BN254.ScalarField()
	system, err := frontend.Compile(field, r1cs.NewBuilder, &productCircuit{})
	if err != nil {
		t.Fatal(err)
	}
	if n := system.GetNbConstraints(); n != 3 {
		t.Errorf("three products take %d constraints", n)
	}
	plonk, err := frontend.Compile(field, scs.NewBuilder, &productCircuit{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		assignment productCircuit
		solved     bool
	}{
		{productCircuit{4, 16, 9, 16}, false}, // 5·7 = 35 is 2·16 + 3, but 20 is not 16 + 9
		{productCircuit{4, 11, 4, 16}, true},
		{productCircuit{4, 12, 4, 16}, false},
		{productCircuit{5, 9, 4, 21}, false},
	} {
		witness, err := frontend.NewWitness(&c.assignment, field)
		if err != nil {
			t.Fatal(err)
		}
		for name, err := range map[string]error{
			"R1CS": system.IsSolved(witness), "PLONK": plonk.IsSolved(witness), "engine": test.IsSolved(&productCircuit{}, &c.assignment, field),
		} {
			if (err == nil) != c.solved {
				t.Errorf("%s, %v: %v", name, c.assignment, err)
			}
		}
	}
}
