// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"crypto/sha256"
	"math/big"
	"os"
	"testing"
	"time"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"github.com/consensys/gnark/constraint"
	cs "github.com/consensys/gnark/constraint/bn254"
	"github.com/consensys/gnark/constraint/solver"
	"github.com/consensys/gnark/frontend"
	frontendcs "github.com/consensys/gnark/frontend/cs"
	"github.com/consensys/gnark/frontend/cs/r1cs"

	"suture.dev/prover-native/evm/outcome"
)

// compiled is a constraint system that can be solved without keys: the challenge is a hash of the committed columns.
type compiled struct {
	system *cs.R1CS
	shape  Shape
}

func compileShape(t testing.TB, shape Shape) *compiled {
	t.Helper()
	system, err := frontend.Compile(ecc.BN254.ScalarField(), r1cs.NewBuilder, New(shape))
	if err != nil {
		t.Fatal(err)
	}
	return asCompiled(system, shape)
}

func asCompiled(system constraint.ConstraintSystem, shape Shape) *compiled {
	return &compiled{system.(*cs.R1CS), shape}
}

func (c *compiled) solve(assignment *Circuit) error {
	witness, err := frontend.NewWitness(assignment, ecc.BN254.ScalarField())
	if err != nil {
		return err
	}
	_, err = c.system.Solve(witness, solver.OverrideHint(solver.GetHintID(frontendcs.Bsb22CommitmentComputePlaceholder), hashColumns))
	return err
}

func hashColumns(_ *big.Int, inputs, outputs []*big.Int) error {
	h := sha256.New()
	var buffer [fr.Bytes]byte
	for _, x := range inputs {
		h.Write(x.FillBytes(buffer[:]))
	}
	outputs[0].Mod(new(big.Int).SetBytes(h.Sum(nil)), ecc.BN254.ScalarField())
	return nil
}

// TestCases_Solve: every scenario of every case satisfies the circuit in the smallest shape that has room. Larger shapes than
// the smallest take minutes; SUTURE_SHAPES=all runs them, too. Every second scenario is public.
func TestCases_Solve(t *testing.T) {
	systems := map[string]*compiled{}
	smallest, shown, blocked := Shapes()[0].Name, 0, int64(0)
	for i, r := range caseRuns(t) {
		r.in.Public = i%2 == 1
		plan, err := Check(r.in)
		if err != nil {
			continue // TestCases_FitTheirShapes says which these are
		}
		if plan.Shape.Name != smallest && os.Getenv("SUTURE_SHAPES") != "all" {
			continue
		}
		system := systems[plan.Shape.Name]
		if system == nil {
			system = compileShape(t, plan.Shape)
			systems[plan.Shape.Name] = system
		}
		start := time.Now()
		r.in.Selectors = plan.Shown[:min(len(plan.Shown), maxSelectors)]
		c, err := Assign(plan.Shape, r.in, r.traces, testBlinds, fr.NewElement(1234567))
		if err != nil {
			t.Errorf("%s: %v", r.name, err)
			continue
		}
		assigned := time.Since(start)
		err = system.solve(c)
		t.Logf("%-45s %s steps %d assign %v solve %v", r.name, plan.Shape.Name, plan.Steps(), assigned, time.Since(start)-assigned)
		if err != nil {
			t.Errorf("%s: %v", r.name, err)
		}
		if want := bit(len(r.in.Harm) > 0 && plan.Divergence == outcome.Reverts); c.Divergence.Claimed != want {
			t.Errorf("%s: blocked by a revert: claimed %v, want %d", r.name, c.Divergence.Claimed, want)
		}
		blocked += toInt(c.Divergence.Claimed)
		shown += len(r.in.Selectors)
	}
	if blocked == 0 || shown == 0 {
		t.Errorf("%d scenarios blocked by a revert, %d selectors shown", blocked, shown)
	}
}
