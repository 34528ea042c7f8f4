// SPDX-License-Identifier: Apache-2.0

package main

import "math/bits"

// lowWord is the first lane after n permutations of the lanes 0, 1, …, 24 (FIPS 202 §3.3), to fill the public input.
func lowWord(n int) uint64 {
	var a [25]uint64
	for i := range a {
		a[i] = uint64(i)
	}
	for range n {
		permute(&a)
	}
	return a[0]
}

func permute(a *[25]uint64) {
	lfsr := byte(1)
	for range 24 {
		var c, d [5]uint64
		for x := range 5 {
			c[x] = a[x] ^ a[x+5] ^ a[x+10] ^ a[x+15] ^ a[x+20]
		}
		for x := range 5 {
			d[x] = c[(x+4)%5] ^ bits.RotateLeft64(c[(x+1)%5], 1)
		}
		for i := range a {
			a[i] ^= d[i%5]
		}
		x, y, last := 1, 0, a[1]
		for t := range 24 {
			x, y = y, (2*x+3*y)%5
			a[x+5*y], last = bits.RotateLeft64(last, (t+1)*(t+2)/2), a[x+5*y]
		}
		for row := 0; row < 25; row += 5 {
			var r [5]uint64
			copy(r[:], a[row:row+5])
			for x := range 5 {
				a[row+x] = r[x] ^ (^r[(x+1)%5] & r[(x+2)%5])
			}
		}
		for j := range 7 {
			if lfsr&1 == 1 {
				a[0] ^= 1 << ((1 << j) - 1)
			}
			high := lfsr >> 7
			lfsr = lfsr<<1 ^ high*0x71
		}
	}
}
