// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"math/big"
	"testing"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark/frontend"
	"github.com/consensys/gnark/test"

	"suture.dev/prover-native/gadget/bus"
)

// packedCircuit cuts A, B and A AND B in two chunks of four bits, as BitwiseRow does, but packs the three wires of a chunk
// in one key where Packed says so. It is here to show why BitwiseRow does not.
type packedCircuit struct {
	A, B, And frontend.Variable
	X, Y, Z   [2]frontend.Variable
	Packed    bool `gnark:"-"`
}

func (c *packedCircuit) Define(api frontend.API) error {
	a := bus.New(api)
	for _, column := range bus.Columns(c) {
		a.Commit(*column)
	}
	table := a.Static("pairs")
	key := func(x, y, z frontend.Variable) (frontend.Variable, *bus.Word) {
		if c.Packed {
			return api.Add(x, api.Mul(16, y), api.Mul(256, z)), bus.Pair(0, 0)
		}
		return x, bus.Pair(y, z)
	}
	for x := range 16 {
		for y := range 16 {
			table.Entry(key(x, y, x&y))
		}
	}
	for i := range c.X {
		meta, word := key(c.X[i], c.Y[i], c.Z[i])
		table.Query(1, meta, word)
	}
	api.AssertIsEqual(c.A, api.Add(c.X[0], api.Mul(16, c.X[1])))
	api.AssertIsEqual(c.B, api.Add(c.Y[0], api.Mul(16, c.Y[1])))
	api.AssertIsEqual(c.And, api.Add(c.Z[0], api.Mul(16, c.Z[1])))
	return a.Close()
}

// TestBitwise_PackedWiresWouldForge forges 0x13 AND 0x21 from the chunks of 0x33 and 0x1f: the sums of chunks are right,
// the packed keys are in the table, and the wires of B are fractions.
func TestBitwise_PackedWiresWouldForge(t *testing.T) {
	const a, b, otherA, otherB = 0x13, 0x21, 0x33, 0x1f // a + 16·b = otherA + 16·otherB
	if a+16*b != otherA+16*otherB {
		t.Fatal("the pairs do not pack alike")
	}
	forged := packedCircuit{A: a, B: b, And: otherA & otherB}
	for i := range forged.X {
		x, y := int64(otherA>>(4*i)&15), int64(otherB>>(4*i)&15)
		digit := int64(a >> (4 * i) & 15)
		forged.X[i], forged.Z[i] = digit, x&y
		forged.Y[i] = inField(new(big.Int).Mul(big.NewInt(x+16*y-digit), field(1, 16)))
	}
	honest := packedCircuit{A: a, B: b, And: a & b, X: [2]frontend.Variable{3, 1}, Y: [2]frontend.Variable{1, 2}, Z: [2]frontend.Variable{1, 0}}
	for _, c := range []struct {
		what     string
		packed   bool
		columns  packedCircuit
		accepted bool
	}{
		{"the truth under separate powers", false, honest, true},
		{"the truth packed", true, honest, true},
		{"the forgery packed", true, forged, true},
		{"the forgery under separate powers", false, forged, false},
	} {
		if err := test.IsSolved(&packedCircuit{Packed: c.packed}, &c.columns, ecc.BN254.ScalarField()); (err == nil) != c.accepted {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}
