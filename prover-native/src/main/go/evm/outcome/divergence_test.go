// SPDX-License-Identifier: Apache-2.0

package outcome

import (
	"encoding/hex"
	"strings"
	"testing"

	"suture.dev/prover-native/evm"
)

// twoFrames is a run in which a contract calls the target.
func twoFrames(change func(root, child *evm.Frame)) *evm.Trace {
	root := evm.Frame{Parent: -1, CodeAddress: other, Success: true, LastStep: 2}
	child := evm.Frame{Parent: 0, Kind: evm.Call, CodeAddress: target, Success: true, Output: []byte{1}, FirstStep: 1, LastStep: 1}
	change(&root, &child)
	return &evm.Trace{
		Target: target, Frames: []evm.Frame{root, child}, Txs: []evm.TxResult{{}},
		Steps: []evm.Step{{Call: evm.Entered, Child: 1}, {Frame: 1, Child: -1}, {Child: -1}},
	}
}

func TestFirstDivergence(t *testing.T) {
	revert := func(_, child *evm.Frame) { child.Success, child.Reverted = false, true }
	old := twoFrames(func(_, _ *evm.Frame) {})
	for name, test := range map[string]struct {
		change func(root, child *evm.Frame)
		want   Divergence
		shared int
	}{
		"nothing":                    {func(_, _ *evm.Frame) {}, Same, 4},
		"the target reverts":         {revert, Reverts, 2},
		"and its caller":             {func(root, child *evm.Frame) { child.Success, child.Reverted, root.Success = false, true, false }, Reverts, 2},
		"the target halts":           {func(_, child *evm.Frame) { child.Success, child.Output = false, nil }, Differs, 2},
		"another contract reverts":   {func(root, _ *evm.Frame) { root.Success, root.Reverted = false, true }, Differs, 3},
		"the call has other input":   {func(_, child *evm.Frame) { child.Input, child.Reverted, child.Success = []byte{1}, true, false }, Differs, 1},
		"the call returns otherwise": {func(_, child *evm.Frame) { child.Output = []byte{2} }, Differs, 2},
	} {
		if got := FirstDivergence(old, twoFrames(test.change)); got.How != test.want || got.Shared != test.shared {
			t.Errorf("%s: %s behind %d events, expected %s behind %d", name, got.How, got.Shared, test.want, test.shared)
		}
	}
	shorter := twoFrames(func(_, _ *evm.Frame) {})
	shorter.Steps[0].Call = evm.Precompile
	if got := FirstDivergence(old, shorter).How; got != Differs {
		t.Errorf("a call less: %s", got)
	}
}

// Of two reverts nothing is claimed: whether their data differ cannot be proven.
func TestFirstDivergence_IsNoRevertWhereBothRevert(t *testing.T) {
	reverts := func(output byte) *evm.Trace {
		return twoFrames(func(_, child *evm.Frame) { child.Success, child.Reverted, child.Output = false, true, []byte{output} })
	}
	if got := FirstDivergence(reverts(1), reverts(2)); got.How != Differs || got.Shared != 2 {
		t.Errorf("other data: %s behind %d events", got.How, got.Shared)
	}
	halts := twoFrames(func(_, child *evm.Frame) { child.Success, child.Output = false, nil })
	if got := FirstDivergence(halts, reverts(2)); got.How != Reverts || got.Shared != 2 {
		t.Errorf("a revert instead of a halt: %s behind %d events", got.How, got.Shared)
	}
}

// A call of an account without code is an event as any other: whom it pays, and what with, parts two runs.
func TestFirstDivergence_SeesCallsOfNobody(t *testing.T) {
	scenario := &evm.Scenario{Target: target, Pre: evm.World{target: {Balance: word(9)}}, Txs: []evm.Tx{{To: other}, {To: target}}}
	run := func(text string) *evm.Trace {
		code, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
		if err != nil {
			t.Fatal(err)
		}
		trace, err := evm.Run(scenario, code, evm.Limits{})
		if err != nil || trace.Inconclusive != nil {
			t.Fatalf("%v %v", err, trace.Inconclusive)
		}
		return trace
	}
	const pays = "5f 5f 5f 5f 6001 61cc00 5a f1 50 00"
	old := run(pays)
	for _, test := range []struct {
		name, code string
		want       Divergence
		shared     int // two events are those of the first transaction, whose recipient has no code
	}{
		{"the same", pays, Same, 6},
		{"another recipient", "5f 5f 5f 5f 6001 61dd00 5a f1 5f 5f fd", Differs, 3},
		{"another value", "5f 5f 5f 5f 6002 61cc00 5a f1 5f 5f fd", Differs, 3},
		{"other data", "5f 5f 6001 5f 6001 61cc00 5a f1 5f 5f fd", Differs, 3},
		{"a revert before", "5f 5f fd", Reverts, 3},
		{"a revert behind", "5f 5f 5f 5f 6001 61cc00 5a f1 5f 5f fd", Reverts, 5},
	} {
		if got := FirstDivergence(old, run(test.code)); got.How != test.want || got.Shared != test.shared {
			t.Errorf("%s: %s behind %d events, expected %s behind %d", test.name, got.How, got.Shared, test.want, test.shared)
		}
	}
}

// What the target answers a checker is no part of the exploit.
func TestFirstDivergence_IsNoRevertOfACheckersQuestion(t *testing.T) {
	asks := func(reverted, static bool) *evm.Trace {
		return twoFrames(func(root, child *evm.Frame) { root.Static, child.Success, child.Reverted = static, !reverted, reverted })
	}
	for static, want := range map[bool]Divergence{false: Reverts, true: Differs} {
		if got := FirstDivergence(asks(false, static), asks(true, static)); got.How != want || got.Shared != 2 {
			t.Errorf("static %v: %s behind %d events", static, got.How, got.Shared)
		}
	}
}
