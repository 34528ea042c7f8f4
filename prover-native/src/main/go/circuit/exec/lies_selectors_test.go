// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"

	"suture.dev/prover-native/commitment"
)

func preserved(in *Input) { in.Preserved = true }

// selectorLies are about functions that nobody calls, or not for good.
func selectorLies() []lie {
	called := program{code: "STOP", data: "0102030405060708"}
	return []lie{
		{what: "a selector that is no call's", program: called, change: preserved, muted: "table frames", tell: func(l *liar) {
			l.show(0x05060708, plus(l.Txs[0].DataBase, 4), 4)
		}},
		{what: "a selector that is not in the call data", program: called, change: preserved, muted: "table rom", tell: func(l *liar) {
			l.show(0x01020305, l.Txs[0].DataBase, 8)
		}},
		{what: "a selector of a call that failed", program: program{code: "0 0 REVERT", data: "01020304"}, change: preserved, muted: "table frames", tell: func(l *liar) {
			l.show(0x01020304, l.Txs[0].DataBase, 4)
		}},
		{what: "a selector of a call of another contract", program: program{helper: "STOP", code: "0x01020304 0 MSTORE 0 0 4 28 " + helperWord + " GAS STATICCALL STOP"},
			change: preserved, muted: "table frames", tell: func(l *liar) {
				call := mine(l.Calls)[0]
				l.show(0x01020304, call.ArgsBase, 4)
			}},
		{what: "a selector that is cut off", program: program{code: "STOP", data: "010203"}, change: preserved, muted: "defineSelectors", tell: func(l *liar) {
			l.show(0x01020300, l.Txs[0].DataBase, 3)
		}},
		{what: "a selector that is there twice", program: called, change: preserved, muted: "defineSelectors", tell: func(l *liar) {
			l.show(0x01020304, l.Txs[0].DataBase, 8)
			l.Selectors[1] = l.Selectors[0]
			l.rebind()
		}},
		{what: "a selector behind an unused row", program: called, change: preserved, muted: "defineSelectors", tell: func(l *liar) {
			l.show(0x01020304, l.Txs[0].DataBase, 8)
			l.Selectors[1], l.Selectors[0] = l.Selectors[0], l.Selectors[1]
			l.rebind()
		}},
		{what: "a selector of an unused row", program: called, change: preserved, muted: "defineSelectors", tell: func(l *liar) {
			l.show(0x01020305, 0, 0)
			l.Selectors[0].Active = 0
		}},
		{what: "half of a selector", program: called, change: preserved, muted: "defineSelectors", given: "table frames,table rom,table range", tell: func(l *liar) {
			l.show(0x01020304, l.Txs[0].DataBase, 8)
			l.Selectors[0].Active = fraction(1, 2)
		}},
		{what: "a selector where nothing is preserved", program: called, muted: "defineSelectors", tell: func(l *liar) {
			l.show(0x01020304, l.Txs[0].DataBase, 8)
		}},
	}
}

// show claims that call data at a place of the rom show a selector.
func (l *liar) show(selector uint32, base, length any) {
	s := &l.Selectors[0]
	s.Active, s.DataBase, s.DataLen = 1, base, length
	for i, v := range binary.BigEndian.AppendUint32(nil, selector) {
		s.Bytes[i] = v
	}
	l.rebind()
}

// TestCircuit_ShowsSelectors: of a transaction, of a call of the target by another contract, and of one by itself.
func TestCircuit_ShowsSelectors(t *testing.T) {
	in := program{
		helper: "0x0a0b0c0d 0 MSTORE 0 0 4 28 0 " + targetWord + " GAS CALL STOP",
		code:   "CALLDATASIZE 8 EQ :first JUMPI STOP first: 0 0 0 0 0 " + helperWord + " GAS CALL 0 0 SSTORE STOP",
		data:   "f102030405060708",
	}.input(t)
	in.Preserved = true
	plan, err := Check(in)
	if err != nil {
		t.Fatal(err)
	}
	want := []uint32{0x0a0b0c0d, 0xf1020304}
	if !slices.Equal(plan.Shown, want) {
		t.Fatalf("shown %08x, want %08x", plan.Shown, want)
	}
	for _, in.Selectors = range [][]uint32{nil, want[:1], want[1:], want} {
		plan, err := Check(in)
		if err != nil {
			t.Fatal(err)
		}
		c := assignInput(t, TestShape(), in)
		if got, want := element(c.packedSelectors(numbers{})), packSelectors(in.Selectors); got != want {
			t.Errorf("%08x: the columns hold %s, want %s", in.Selectors, got.Text(16), want.Text(16))
		}
		if err := solves(TestShape(), c); err != nil {
			t.Errorf("%08x: %v", in.Selectors, err)
		}
		if claimed, err := Commit(plan.Shape, plan, testBlinds); err != nil || !slices.Equal(claimed.Selectors, in.Selectors) {
			t.Errorf("claimed %08x: %v", claimed.Selectors, err)
		}
	}
}

func TestCheck_RefusesSelectors(t *testing.T) {
	for _, test := range []struct {
		name      string
		program   program
		change    func(*Input)
		selectors []uint32
		want      string
		rejected  bool
	}{
		{"that no call has", program{code: "STOP", data: "01020304"}, preserved, []uint32{0x01020305}, "no successful call of selector 0x01020305", true},
		{"of a call that fails", program{code: "0 0 REVERT", data: "01020304"}, preserved, []uint32{0x01020304}, "no successful call of selector 0x01020304", true},
		{"of a call that is rolled back", program{helper: "0x01020304 0 MSTORE 0 0 4 28 0 " + targetWord + " GAS CALL 0 0 REVERT", code: "STOP"},
			func(in *Input) { in.Preserved, in.Scenario.Txs[0].To = true, helperAddress }, []uint32{0x01020304}, "no successful call of selector 0x01020304", true},
		{"of short call data", program{code: "STOP", data: "010203"}, preserved, []uint32{0x01020300}, "no successful call of selector 0x01020300", true},
		{"without preserved behaviour", program{code: "STOP", data: "01020304"}, func(*Input) {}, []uint32{0x01020304}, "preserved behaviour", false},
		{"of zero", program{code: "STOP", data: "00000000"}, preserved, []uint32{0}, "selector 0 is 0", false},
		{"that do not rise", program{code: "STOP", data: "01020304"}, preserved, []uint32{2, 2}, "selector 1 is 0 or not above", false},
		{"in a number that no claim holds", program{code: "STOP", data: "01020304"}, preserved, []uint32{1, 2, 3, 4, 5, 6, 7, 8}, "at most 7", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			in := test.program.input(t)
			test.change(&in)
			in.Selectors = test.selectors
			_, err := Check(in)
			var rejected *Rejected
			if err == nil || !strings.Contains(err.Error(), test.want) || errors.As(err, &rejected) != test.rejected || errors.Is(err, commitment.ErrInput) == test.rejected {
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
}
