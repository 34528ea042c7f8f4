// SPDX-License-Identifier: Apache-2.0

package setup

import (
	"math/big"

	"github.com/consensys/gnark-crypto/ecc/bn254"
	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
)

const (
	// laneCount scalars are multiplied side by side: enough to make their one inversion cheap, few enough for the L2 cache.
	laneCount = 1024
	// widest windows: measured, the tables of wider ones cost as much in cache misses as they save in additions.
	widest = 14
)

// lanes are up to laneCount points that grow by one table entry each at a time.
type lanes[P any] interface {
	// clear sets all lanes to infinity.
	clear()
	// addMultiples adds digit·base to the lane of each digit, where multiples are base, 2·base, 3·base, ….
	addMultiples(multiples []P, digits []int32)
	// store copies the first lanes out.
	store(out []P)
}

// fixedBase multiplies one point by many scalars. tables[j][i] = (i+1)·2^(width·j)·point.
type fixedBase[P any] struct {
	windows  windows
	tables   [][]P
	newLanes func(n int) lanes[P]
}

func newFixedBaseG1(point bn254.G1Affine, width int) *fixedBase[bn254.G1Affine] {
	return newFixedBase(width, newG1Lanes, func(s *big.Int) (p bn254.G1Affine) { return *p.ScalarMultiplication(&point, s) })
}

func newFixedBaseG2(point bn254.G2Affine, width int) *fixedBase[bn254.G2Affine] {
	return newFixedBase(width, newG2Lanes, func(s *big.Int) (p bn254.G2Affine) { return *p.ScalarMultiplication(&point, s) })
}

func newFixedBase[P any](width int, newLanes func(n int) lanes[P], multiple func(*big.Int) P) *fixedBase[P] {
	b := &fixedBase[P]{windows: newWindows(width), newLanes: newLanes}
	b.tables = make([][]P, b.windows.count)
	inParallel(len(b.tables), 1, func() func(from, to int) {
		l := newLanes(laneCount)
		return func(j, _ int) {
			b.tables[j] = multiplesOf(multiple(new(big.Int).Lsh(big.NewInt(1), uint(width*j))), 1<<(width-1), l)
		}
	})
	return b
}

// multiplesOf is p, 2p, …, size·p for a power of two, by doubling: what is there, plus its last entry, comes behind it.
func multiplesOf[P any](p P, size int, l lanes[P]) []P {
	table := make([]P, 1, size)
	table[0] = p
	for len(table) < size {
		known := table
		last := known[len(known)-1:]
		table = table[:2*len(known)]
		for from := 0; from < len(known); from += laneCount {
			part := known[from:min(from+laneCount, len(known))]
			l.clear()
			l.addMultiples(part, counting[:len(part)])
			l.addMultiples(last, ones[:len(part)])
			l.store(table[len(known)+from : len(known)+from+len(part)])
		}
	}
	return table
}

// multiply sets out[i] = scalars[i]·point with all cores, and says after each block how many were done.
func (b *fixedBase[P]) multiply(out []P, scalars []fr.Element, done func(n int)) {
	inParallel(len(scalars), laneCount, func() func(from, to int) {
		l := b.newLanes(laneCount)
		biased := make([]fr.Element, laneCount)
		digits := make([]int32, laneCount)
		return func(from, to int) {
			n := to - from
			for i := range n {
				biased[i] = b.windows.biased(&scalars[from+i])
			}
			l.clear()
			for j, table := range b.tables {
				for i := range n {
					digits[i] = b.windows.digit(&biased[i], j)
				}
				l.addMultiples(table, digits[:n])
			}
			l.store(out[from:to])
			clear(biased) // digits and lanes tell no more than out does, less one digit
			done(n)
		}
	})
}

// Digits that make addMultiples add the entries of a table in order, or one entry to all lanes.
var counting, ones = func() (c, o [laneCount]int32) {
	for i := range c {
		c[i], o[i] = int32(i)+1, 1
	}
	return c, o
}()
