// SPDX-License-Identifier: Apache-2.0

package keccak

import "testing"

func TestPlan_KeepsFormsInTheField(t *testing.T) {
	for slots := 1; slots <= MaxSlots; slots++ {
		p := newPlan(slots)
		total := 0
		for pack := range p.packs {
			total += p.width(pack)
		}
		first, last := p.width(0), p.width(p.packs-1)
		if total != slots || first > maxDigits || last+1 > maxDigits || first > last+1 || last < 1 {
			t.Errorf("%d slots: %+v, packs of %d to %d, %d in all", slots, p, first, last, total)
		}
	}
	for slots, packs := range map[int]int{2: 1, 8: 1, 19: 2, 26: 2, 32: 3, 96: 7} {
		if got := newPlan(slots).packs; got != packs {
			t.Errorf("%d slots in %d packs, want %d", slots, got, packs)
		}
	}
}
