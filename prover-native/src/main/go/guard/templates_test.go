// SPDX-License-Identifier: Apache-2.0

package guard

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestTemplates_EqualTheInstructionOrRefuse runs each template and its instruction on edge values and 100,000 random ones.
func TestTemplates_EqualTheInstructionOrRefuse(t *testing.T) {
	modulus := new(big.Int).Add(wordMax, big.NewInt(1))
	for _, c := range []struct {
		name string
		code []byte // with the operands at calldata 0 (top) and 32; returns the result
		want func(a, b *big.Int) (*big.Int, bool)
	}{
		{"ADD", []byte{0x80, 0x91, 0x01, 0x80, 0x91, 0x90, 0x10, 0x15, 0x61, 0, 22, 0x57, 0x60, 0, 0x80, 0xfd, 0x5b},
			func(a, b *big.Int) (*big.Int, bool) {
				sum := new(big.Int).Add(a, b)
				return sum, sum.Cmp(modulus) < 0
			}},
		{"SUB", []byte{0x80, 0x82, 0x11, 0x15, 0x61, 0, 18, 0x57, 0x60, 0, 0x80, 0xfd, 0x5b, 0x03},
			func(a, b *big.Int) (*big.Int, bool) { return new(big.Int).Sub(a, b), a.Cmp(b) >= 0 }},
		{"MUL", []byte{0x80, 0x15, 0x61, 0, 29, 0x57, 0x81, 0x81, 0x02, 0x90, 0x81, 0x04, 0x90, 0x91, 0x14, 0x61, 0, 34, 0x57,
			0x60, 0, 0x80, 0xfd, 0x5b, 0x50, 0x50, 0x60, 0, 0x5b},
			func(a, b *big.Int) (*big.Int, bool) {
				product := new(big.Int).Mul(a, b)
				return product, product.Cmp(modulus) < 0
			}},
	} {
		t.Run(c.name, func(t *testing.T) {
			code := slices.Concat([]byte{0x60, 32, 0x35, 0x60, 0, 0x35}, c.code, []byte{0x60, 0, 0x52, 0x60, 32, 0x60, 0, 0xf3})
			random := rand.New(rand.NewPCG(1, 2))
			edges := []*big.Int{new(big.Int), big.NewInt(1), big.NewInt(2), new(big.Int).Lsh(big.NewInt(1), 128),
				new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 128), big.NewInt(1)), signBit, new(big.Int).Sub(signBit, big.NewInt(1)), wordMax,
				new(big.Int).Sub(wordMax, big.NewInt(1))}
			check := func(a, b *big.Int) {
				m := &machine{code: code, calldata: slices.Concat(a.FillBytes(make([]byte, 32)), b.FillBytes(make([]byte, 32))), storage: map[string]*big.Int{}}
				status := m.run()
				want, fits := c.want(a, b)
				if fits != (status == "returned") {
					t.Fatalf("%x, %x: %s, fits %v", a, b, status, fits)
				}
				if fits && new(big.Int).SetBytes(m.returned).Cmp(want) != 0 {
					t.Fatalf("%x, %x: got %x, want %x", a, b, m.returned, want)
				}
			}
			for _, a := range edges {
				for _, b := range edges {
					check(a, b)
				}
			}
			for range 100_000 {
				check(randomWord(random), randomWord(random))
			}
		})
	}
}

// randomWord has a random length, so that products fit about half of the time.
func randomWord(random *rand.Rand) *big.Int {
	v := new(big.Int)
	for range 4 {
		v.Or(v.Lsh(v, 64), new(big.Int).SetUint64(random.Uint64()))
	}
	return v.Rsh(v, uint(random.IntN(257)))
}
