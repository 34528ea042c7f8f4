// SPDX-License-Identifier: Apache-2.0

package keccak

import (
	"fmt"
	"math/big"

	"github.com/consensys/gnark/constraint/solver"
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/word"
)

func init() { solver.RegisterHint(sliceHint) }

// slice cuts a form in n slices of some digits each and looks each up; the package comment says why they are the only
// ones.
func (b *builder) slice(g group, table *bus.Table, form frontend.Variable, n, digits int) []frontend.Variable {
	slices := b.cut(g, form, n, digits)
	for _, v := range slices {
		b.query(g, table, v)
	}
	return slices
}

// sliceRange cuts a form in n digits below 2^13.
func (b *builder) sliceRange(g group, form frontend.Variable, n int) []frontend.Variable {
	slices := b.cut(g, form, n, 1)
	for _, v := range slices {
		if b.skip&g == 0 {
			b.ranges.Assert(v, word.LimbBits)
		}
	}
	return slices
}

// cut has a hint give all slices but the last, which is what is left.
func (b *builder) cut(g group, form frontend.Variable, n, digits int) []frontend.Variable {
	if n == 1 {
		return []frontend.Variable{form}
	}
	bits := slotBits * digits
	slices, err := b.api.Compiler().NewHint(sliceHint, n-1, int(g), bits, form)
	if err != nil {
		panic(fmt.Sprintf("keccak: %v", err)) // only a wrong number of inputs or outputs, which is fixed here
	}
	b.argument.Commit(slices...)
	terms := []frontend.Variable{form}
	for i, v := range slices {
		terms = append(terms, b.api.Mul(v, new(big.Int).Neg(shifted(i*bits))))
	}
	top := shifted((n - 1) * bits)
	return append(slices, b.api.Mul(b.sum(terms), top.ModInverse(top, b.api.Compiler().Field())))
}

// sliceHint gives the low slices of its third input, each as wide as the second says; the first names the group for tests.
func sliceHint(_ *big.Int, inputs, slices []*big.Int) error {
	if len(inputs) != 3 || !inputs[1].IsUint64() || inputs[1].Uint64() > slotBits*maxDigits {
		return fmt.Errorf("keccak: slice hint wants a group, a width and a form")
	}
	width := uint(inputs[1].Uint64())
	mask := new(big.Int).Sub(shifted(int(width)), big.NewInt(1))
	for i := range slices {
		slices[i].Rsh(inputs[2], uint(i)*width)
		slices[i].And(slices[i], mask)
	}
	return nil
}

// sum adds in one step: folding pairwise would copy the growing expression for each term.
func (b *builder) sum(terms []frontend.Variable) frontend.Variable {
	if len(terms) < 2 {
		return b.api.Add(0, append(terms, 0)[0])
	}
	return b.api.Add(terms[0], terms[1], terms[2:]...)
}
