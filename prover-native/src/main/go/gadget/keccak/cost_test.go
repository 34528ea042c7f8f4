// SPDX-License-Identifier: Apache-2.0

package keccak

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/word"
)

// idle is the harness without a chip: its range table and challenges are not the chip's cost.
type idle struct{ X frontend.Variable }

func (c *idle) Define(api frontend.API) error {
	a := bus.New(api)
	a.Commit(c.X)
	word.NewRanges(a).Assert(c.X, 13)
	return a.Close()
}

// cost is what a chip of some slots adds to a circuit.
func cost(t testing.TB, slots int) int {
	return compile(t, empty(New(slots))).GetNbConstraints() - compile(t, &idle{}).GetNbConstraints()
}

func TestConstraints_AreFrozenAndWithinBudget(t *testing.T) {
	frozen, err := os.ReadFile("constraints.txt")
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, slots := range []int{2, 8, 32} {
		n := cost(t, slots)
		fmt.Fprintf(&got, "keccak-%d %d\n", slots, n)
		if budget := 80_000 + 31_000*slots; n > budget {
			t.Errorf("%d slots cost %d constraints, the budget is %d", slots, n, budget)
		}
	}
	if got.String() != string(frozen) {
		t.Errorf("constraints.txt says\n%sbut they are\n%s", frozen, got.String())
	}
}

// twoBlocks fills a chip with messages of two blocks.
func twoBlocks(b *testing.B, slots int) (*Chip, []int, []Message) {
	var messages []Message
	for i := range slots / 2 {
		messages = append(messages, message(200, i))
	}
	chip := New(slots)
	ids, err := chip.Assign(messages)
	if err != nil {
		b.Fatal(err)
	}
	return chip, ids, messages
}

func BenchmarkAssign96(b *testing.B) {
	for b.Loop() {
		twoBlocks(b, 96)
	}
}

func BenchmarkCompile96(b *testing.B) {
	for b.Loop() {
		n := compile(b, empty(New(96))).GetNbConstraints()
		b.ReportMetric(float64(n), "constraints")
	}
}

func BenchmarkSolve96(b *testing.B) {
	chip, ids, messages := twoBlocks(b, 96)
	blank, assignment := &harness{Chip: New(96)}, &harness{Chip: chip}
	for i, m := range messages {
		blank.Claims = append(blank.Claims, claim{Bytes: column(len(m))})
		assignment.Claims = append(assignment.Claims, claimed(ids[i], m, reference(m)))
	}
	system := compile(b, blank)
	for b.Loop() {
		if err := solve(b, system, assignment); err != nil {
			b.Fatal(err)
		}
	}
}
