// SPDX-License-Identifier: Apache-2.0

package word

import (
	"math/big"
	"testing"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark/frontend"
	"github.com/consensys/gnark/frontend/cs/r1cs"
	"github.com/consensys/gnark/test"

	"suture.dev/prover-native/gadget/bus"
)

type rangeCircuit struct {
	X, Selector frontend.Variable
	Bits        int `gnark:"-"`
}

func (c *rangeCircuit) Define(api frontend.API) error {
	a := bus.New(api)
	a.Commit(c.X, c.Selector)
	NewRanges(a).AssertIf(c.Selector, c.X, c.Bits)
	return a.Close()
}

func TestRanges(t *testing.T) {
	one := big.NewInt(1)
	for _, bits := range []int{1, 8, 13, 14, 26, 64, 128} {
		limit := new(big.Int).Lsh(one, uint(bits))
		for _, c := range []struct {
			x        *big.Int
			selector int
			solved   bool
		}{
			{big.NewInt(0), 1, true}, {new(big.Int).Sub(limit, one), 1, true}, {limit, 1, false},
			{new(big.Int).Sub(ecc.BN254.ScalarField(), one), 1, false}, {limit, 0, true},
		} {
			err := test.IsSolved(&rangeCircuit{Bits: bits}, &rangeCircuit{X: c.x, Selector: c.selector}, ecc.BN254.ScalarField())
			if (err == nil) != c.solved {
				t.Errorf("%d bits, %v, selector %d: %v", bits, c.x, c.selector, err)
			}
		}
	}
}

func TestRanges_CompileUnderGroth16(t *testing.T) {
	system, err := frontend.Compile(ecc.BN254.ScalarField(), r1cs.NewBuilder, &rangeCircuit{Bits: 128})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d constraints", system.GetNbConstraints())
}
