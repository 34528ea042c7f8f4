// SPDX-License-Identifier: Apache-2.0

package ecrecover

import (
	"crypto/sha256"
	"math/big"
	"sync"

	"github.com/consensys/gnark-crypto/ecc/secp256k1"
)

// The curve y² = x³ + 7 over the integers modulo prime. It has order points, a prime, so no point but the neutral one has
// y = 0 or another order; beta and lambda are cube roots of 1: lambda·(x, y) = (beta·x, y).
var (
	prime  = hexadecimal("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f")
	order  = hexadecimal("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")
	beta   = hexadecimal("7ae96a2b657c07106e64479eac3434e99cf0497512f58995c1396c28719501ee")
	lambda = hexadecimal("5363ad4cc05c30e0a5261c028812645a122e22ea20816678df02967c1b23bd72")

	// short are two vectors (a, b) with a + b·lambda = 0 modulo order; their determinant is order, so odd.
	short = [2][2]*big.Int{
		{hexadecimal("3086d221a7d46bcde86c90e49284eb15"), new(big.Int).Neg(hexadecimal("e4437ed6010e88286f547fa90abfe4c3"))},
		{hexadecimal("114ca50f7a8e2f3f657c1108d9d44cfd8"), hexadecimal("3086d221a7d46bcde86c90e49284eb15")},
	}

	generator = generatorPoint()
	offset    = offsetPoint()
)

const curveConstant = 7

// point is an affine point; y may also be the negative of a coordinate.
type point struct{ x, y *big.Int }

func hexadecimal(s string) *big.Int {
	x, ok := new(big.Int).SetString(s, 16)
	if !ok {
		panic(s)
	}
	return x
}

func generatorPoint() point {
	_, g := secp256k1.Generators()
	return pointOf(g)
}

func pointOf(p secp256k1.G1Affine) point {
	return point{p.X.BigInt(new(big.Int)), p.Y.BigInt(new(big.Int))}
}

// offsetPoint is where sums begin. No one knows its logarithm, so no sum meets infinity nor adds a point to itself unless its
// terms were made of this point.
func offsetPoint() point {
	seed := sha256.Sum256([]byte("suture.v1.ecrecover.offset"))
	for x := mod(new(big.Int).SetBytes(seed[:]), prime); ; x.Add(x, big.NewInt(1)) {
		if y := new(big.Int).ModSqrt(curveAt(x), prime); y != nil {
			return point{x, y}
		}
	}
}

// curveAt is x³ + 7.
func curveAt(x *big.Int) *big.Int {
	y := new(big.Int).Exp(x, big.NewInt(3), prime)
	return mod(y.Add(y, big.NewInt(curveConstant)), prime)
}

func mod(x, m *big.Int) *big.Int { return x.Mod(x, m) }

// slope is that of the line through two points, of the tangent where they are the same; 0 where there is none.
func slope(p, q point) *big.Int {
	rise, run := new(big.Int).Sub(q.y, p.y), new(big.Int).Sub(q.x, p.x)
	if mod(run, prime).Sign() == 0 && mod(rise, prime).Sign() == 0 {
		rise.Mul(p.x, p.x).Mul(rise, big.NewInt(3))
		run.Lsh(p.y, 1)
	}
	inverse := new(big.Int).ModInverse(mod(run, prime), prime)
	if inverse == nil {
		return new(big.Int)
	}
	return mod(rise.Mul(rise, inverse), prime)
}

// third is p + q for the slope of their line.
func third(slope *big.Int, p, q point) point {
	x := new(big.Int).Mul(slope, slope)
	mod(x.Sub(x, p.x).Sub(x, q.x), prime)
	y := new(big.Int).Sub(p.x, x)
	return point{x, mod(y.Mul(y, slope).Sub(y, p.y), prime)}
}

func sum(p, q point) point { return third(slope(p, q), p, q) }

func negative(p point) point { return point{p.x, new(big.Int).Neg(p.y)} }

// addAffine is p + q, where nil is infinity.
func addAffine(p, q *point) *point {
	switch {
	case p == nil:
		return q
	case q == nil:
		return p
	case p.x.Cmp(q.x) == 0 && mod(new(big.Int).Add(p.y, q.y), prime).Sign() == 0:
		return nil
	}
	out := sum(*p, *q)
	return &out
}

// multiply is k·p for k ≥ 0, nil for infinity.
func multiply(p point, k *big.Int) *point {
	var out *point
	for i := k.BitLen() - 1; i >= 0; i-- {
		out = addAffine(out, out)
		if k.Bit(i) == 1 {
			out = addAffine(out, &p)
		}
	}
	return out
}

var (
	belowPrime = new(big.Int).Sub(prime, big.NewInt(1))
	basePoints = sync.OnceValue(baseMultiples)
)
