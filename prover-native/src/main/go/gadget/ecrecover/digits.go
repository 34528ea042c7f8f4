// SPDX-License-Identifier: Apache-2.0

package ecrecover

import "math/big"

const (
	keyWindow    = 4 // bits per digit of the factors of R and lambda·R
	keyDigits    = 33
	baseWindow   = 7 // of the factor of the generator
	baseDigits   = 37
	keyMultiples = 1 << (keyWindow - 1) // odd multiples of a point in a table
)

// oddDigits writes an odd number, of either sign and below 2^(n·window), as Σ d_j·2^(window·j) with odd digits
// |d_j| < 2^window. None is zero, so no step adds infinity.
func oddDigits(k *big.Int, window uint, n int) []int {
	rest, digits := new(big.Int).Set(k), make([]int, n)
	for j := range n - 1 {
		low := new(big.Int).And(rest, big.NewInt(1<<(window+1)-1)) // two's complement: non-negative
		digits[j] = int(low.Int64()) - 1<<window
		rest.Sub(rest, big.NewInt(int64(digits[j]))).Rsh(rest, window)
	}
	digits[n-1] = int(rest.Int64())
	return digits
}

// split gives odd k1 and k2, below 2^130, with k1 + lambda·k2 = u modulo order.
func split(u *big.Int) (k1, k2 *big.Int) {
	a, b := short[0], short[1]
	c1 := rounded(new(big.Int).Mul(b[1], u))
	c2 := rounded(new(big.Int).Neg(new(big.Int).Mul(a[1], u)))
	k1, k2 = new(big.Int).Set(u), new(big.Int)
	less(k1, c1, a[0])
	less(k2, c1, a[1])
	less(k1, c2, b[0])
	less(k2, c2, b[1])
	for i := int64(0); i < 4; i++ { // the parities of the vectors are independent, so one of the four sums is odd and odd
		o1, o2 := new(big.Int).Set(k1), new(big.Int).Set(k2)
		for j, v := range short {
			if i>>j&1 == 1 {
				less(o1, big.NewInt(1), v[0])
				less(o2, big.NewInt(1), v[1])
			}
		}
		if o1.Bit(0) == 1 && o2.Bit(0) == 1 {
			return o1, o2
		}
	}
	panic("ecrecover: short vectors are not independent modulo 2")
}

// less subtracts c·v from x.
func less(x, c, v *big.Int) { x.Sub(x, new(big.Int).Mul(c, v)) }

// rounded is x/order.
func rounded(x *big.Int) *big.Int {
	x.Lsh(x, 1).Add(x, order)
	return x.Div(x, new(big.Int).Lsh(order, 1)) // Div rounds down, as order is positive
}

// oddFactor is the odd one of e and e − order.
func oddFactor(e *big.Int) *big.Int {
	if e.Bit(0) == 1 {
		return e
	}
	return new(big.Int).Sub(e, order)
}
