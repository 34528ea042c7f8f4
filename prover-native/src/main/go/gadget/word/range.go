// SPDX-License-Identifier: Apache-2.0

// Package word has range checks and 256-bit words as two 128-bit halves.
//
// A range check cuts a value in limbs by a hint and looks each up in one shared table of 2^LimbBits values; the highest limb
// is what is left of the value, so no sum is checked. Cost: one R1CS per limb, and one more where the highest limb is
// short; 11 for 128 bits.
package word

import (
	"fmt"
	"math/big"

	"github.com/consensys/gnark/constraint/solver"
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// LimbBits is the width of the shared range table.
const LimbBits = 13

// HalfBits is the width of half a word.
const HalfBits = 128

func init() { solver.RegisterHint(limbsHint) }

// Ranges is the shared table of limbs.
type Ranges struct {
	argument *bus.Argument
	table    *bus.Table
}

// NewRanges opens the table; a circuit has one.
func NewRanges(a *bus.Argument) *Ranges {
	r := &Ranges{a, a.Static("range")}
	for v := range 1 << LimbBits {
		r.table.Entry(v)
	}
	return r
}

// Assert says 0 ≤ x < 2^bits.
func (r *Ranges) Assert(x frontend.Variable, bits int) { r.AssertIf(1, x, bits) }

// AssertIf says so where the bit selector is 1.
func (r *Ranges) AssertIf(selector, x frontend.Variable, bits int) {
	n := (bits + LimbBits - 1) / LimbBits
	top := x
	if n > 1 {
		top = r.cut(selector, x, n)
	}
	r.table.Query(selector, top)
	if short := bits - (n-1)*LimbBits; short < LimbBits {
		r.table.Query(selector, r.argument.API.Mul(top, 1<<(LimbBits-short)))
	}
}

// cut looks up all limbs but the highest and gives the highest.
func (r *Ranges) cut(selector, x frontend.Variable, n int) frontend.Variable {
	api := r.argument.API
	limbs, err := api.Compiler().NewHint(limbsHint, n-1, x)
	if err != nil {
		panic(fmt.Sprintf("word: %v", err)) // only a wrong number of inputs or outputs, which is fixed here
	}
	r.argument.Commit(limbs...)
	rest := x
	for i, limb := range limbs {
		r.table.Query(selector, limb)
		rest = api.Sub(rest, api.Mul(limb, new(big.Int).Lsh(big.NewInt(1), uint(i*LimbBits))))
	}
	shift := new(big.Int).Lsh(big.NewInt(1), uint((n-1)*LimbBits))
	return api.Mul(rest, shift.ModInverse(shift, api.Compiler().Field()))
}

// limbsHint gives the low limbs of its input.
func limbsHint(_ *big.Int, inputs, limbs []*big.Int) error {
	mask := big.NewInt(1<<LimbBits - 1)
	for i := range limbs {
		limbs[i].Rsh(inputs[0], uint(i*LimbBits))
		limbs[i].And(limbs[i], mask)
	}
	return nil
}

// AssertWord says that both halves are below 2^128.
func (r *Ranges) AssertWord(w *bus.Word) {
	r.Assert(w.Hi, HalfBits)
	r.Assert(w.Lo, HalfBits)
}
