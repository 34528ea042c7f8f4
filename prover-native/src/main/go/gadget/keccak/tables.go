// SPDX-License-Identifier: Apache-2.0

package keccak

import (
	"math/big"

	"suture.dev/prover-native/gadget/bus"
)

const chiTableRows = 243 // 3^5 dirty rows

// openTables fills the constant tables.
func (b *builder) openTables() {
	b.bits = b.argument.Static("keccak.bits")
	for mask := range 1 << b.plan.width(0) {
		b.bits.Entry(spread(mask))
	}
	b.theta = b.fill("keccak.theta", combinations([]int{0, 2, 4, 6, 8, 10}, thetaBase, b.plan.thetaColumns))
	b.absorb = b.fill("keccak.absorb", combinations([]int{0, 1, 4, 5}, absorbBase, b.plan.absorbBits))
	b.chi = b.fill("keccak.chi", combinations(chiEntries(), 1<<slotBits, b.plan.chiRows))
	b.bytes = b.argument.Static("keccak.byte")
	for v := range 256 {
		b.bytes.Entry(v)
	}
}

func (b *builder) fill(name string, keys []int) *bus.Table {
	table := b.argument.Static(name)
	for _, key := range keys {
		table.Entry(key)
	}
	return table
}

// spread is the wire whose digit i is bit i of mask.
func spread(mask int) *big.Int {
	w := new(big.Int)
	for i := 0; mask>>i > 0; i++ {
		w.SetBit(w, slotBits*i, uint(mask>>i&1))
	}
	return w
}

// combinations are all numbers of n digits out of a set.
func combinations(digits []int, base, n int) []int {
	numbers := []int{0}
	for i := range n {
		next := make([]int, 0, len(numbers)*len(digits))
		for _, d := range digits {
			for _, low := range numbers {
				next = append(next, low+d*power(base, i))
			}
		}
		numbers = next
	}
	return numbers
}

// chiEntries are Σ 3^k·x_k + 243·Σ 2^k·o_k for the 243 dirty rows x and their chi o.
func chiEntries() []int {
	entries := make([]int, chiTableRows)
	for row := range entries {
		var bit [5]int
		for k, rest := 0, row; k < 5; k, rest = k+1, rest/3 {
			bit[k] = rest % 3 & 1
		}
		entries[row] = row
		for k := range 5 {
			entries[row] += chiTableRows << k * (bit[k] ^ (1-bit[(k+1)%5])&bit[(k+2)%5])
		}
	}
	return entries
}
