// SPDX-License-Identifier: Apache-2.0

package keccak

const (
	slotBits  = 18 // bits of a digit
	maxDigits = 14 // digits in a wire: 14·18 < 253

	// MaxSlots keeps lengths below 2^16.
	MaxSlots = 481
)

// plan says how slots are packed and how many digits a lookup takes; it minimises constraints.
type plan struct {
	slots, packs int
	chiRows      int // permutations in one chi lookup: 1 (243 rows) or 2 (59,049)
	thetaColumns int // columns in one theta lookup: 6^thetaColumns rows
	absorbBits   int // bits in one absorb lookup: 4^absorbBits rows
}

func newPlan(slots int) plan {
	p := plan{slots: slots, chiRows: 1}
	if slots*rounds*rows/2 > chiTableRows*chiTableRows-chiTableRows {
		p.chiRows = 2
	}
	p.thetaColumns = cheapest(1, 5, func(g int) int { return divideUp(columns, g)*rounds*slots + power(6, g) })
	p.absorbBits = cheapest(1, 6, func(g int) int { return divideUp(stateBits, g)*slots + power(4, g) })
	least := divideUp(slots, maxDigits)
	if slots/least == maxDigits {
		least++ // the last pack's wires are shifted by a digit
	}
	p.packs = cheapest(least, max(least, slots), func(n int) int {
		return n*(rounds*(stateBits+columns)+stateBits+2*blockBits) + power(2, divideUp(slots, n))
	})
	return p
}

// width is the number of permutations in a pack; no pack is wider than pack 0.
func (p plan) width(pack int) int { return divideUp(p.slots-pack, p.packs) }

// slot is the index of the permutation at a digit of a pack.
func (p plan) slot(pack, digit int) int { return digit*p.packs + pack }

// cheapest gives the argument in lo … hi with the least cost.
func cheapest(lo, hi int, cost func(int) int) int {
	best := lo
	for n := lo + 1; n <= hi; n++ {
		if cost(n) < cost(best) {
			best = n
		}
	}
	return best
}

func divideUp(n, by int) int { return (n + by - 1) / by }

func power(base, exponent int) int {
	result := 1
	for range exponent {
		result *= base
	}
	return result
}
