// SPDX-License-Identifier: Apache-2.0

package keccak

import (
	"bytes"
	"errors"
	"testing"

	"golang.org/x/crypto/sha3"
)

func reference(m Message) []byte {
	h := sha3.NewLegacyKeccak256()
	h.Write(m)
	return h.Sum(nil)
}

func TestTrace_AgreesWithReference(t *testing.T) {
	c := New(40)
	for length := range 600 {
		m := message(length, length)
		traces, ids, err := c.trace([]Message{m})
		if err != nil {
			t.Fatal(err)
		}
		last := traces[ids[0]+Blocks(length)-1]
		if got := last.at(rounds).digest(); !bytes.Equal(got, reference(m)) {
			t.Fatalf("%d bytes: %x, want %x", length, got, reference(m))
		}
	}
}

func TestAssign_RefusesMoreThanFits(t *testing.T) {
	for _, c := range []struct {
		lengths []int
		fits    bool
	}{{[]int{135, 0}, true}, {[]int{136}, true}, {[]int{136, 0}, false}, {[]int{272}, false}, {nil, true}} {
		var messages []Message
		for i, n := range c.lengths {
			messages = append(messages, message(n, i))
		}
		if _, err := New(2).Assign(messages); (err == nil) != c.fits || err != nil && !errors.Is(err, ErrFull) {
			t.Errorf("%v: %v", c.lengths, err)
		}
	}
}

// Messages go on within a pack and from pack to pack: 2 and 8 slots are one pack, 19 are packs of 10 and 9, 26 two of 13, whose
// last permutation has no place in the pack after it.
func TestChip_AgreesWithReference(t *testing.T) {
	for _, c := range []struct {
		slots   int
		lengths []int
	}{
		{2, []int{136}},
		{8, []int{0, 300, 271, 135, 1}},
		{19, []int{0, 1, 31, 32, 64, 135, 136, 137, 271, 272, 300}},
		{26, []int{300, 272, 271, 137, 136, 135, 64, 32, 31, 1, 0, 700, 160}},
	} {
		chip := New(c.slots)
		var messages []Message
		for i, n := range c.lengths {
			messages = append(messages, message(n, i))
		}
		ids, err := chip.Assign(messages)
		if err != nil {
			t.Fatal(err)
		}
		assignment := &harness{Chip: chip}
		for i, m := range messages {
			assignment.Claims = append(assignment.Claims, claimed(ids[i], m, reference(m)))
		}
		system := compile(t, empty(New(c.slots), c.lengths...))
		if err := solve(t, system, assignment); err != nil {
			t.Errorf("%d slots: %v", c.slots, err)
		}
		wrong := assignment.Claims[len(messages)-1]
		wrong.Lo = 5
		assignment.Claims[len(messages)-1] = wrong
		if err := solve(t, system, assignment); err == nil {
			t.Errorf("%d slots: a wrong digest is accepted", c.slots)
		}
	}
}
