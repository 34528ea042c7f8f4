// SPDX-License-Identifier: Apache-2.0

package outcome

import (
	"bytes"

	"suture.dev/prover-native/evm"
)

// Divergence is how the call traces of two runs part first (DESIGN.md §4, blockedBy).
type Divergence string

// Reverts: the new run's first event that the old run does not share is a REVERT in a frame that runs the target's code, and
// where it stands the old run has an event that is no REVERT; in a transaction that asks no checker, since those are no part of
// what is run, but of what is asked about it. Differs: it is anything else, a REVERT on both sides with
// other data too, or the new run ended before. Same: the call traces are equal. So much package circuit/exec can prove: there
// equal strings may lie at two places, so it cannot say of two reverts that they differ.
const (
	Same    Divergence = "same"
	Reverts Divergence = "revert"
	Differs Divergence = "outcome"
)

// Parting is where two call traces part.
type Parting struct {
	How    Divergence
	Shared int // events that both have before
	Tx     int // of a REVERT
}

// event is one entry in a call trace.
type event struct {
	frame *evm.Frame
	exit  bool
}

// FirstDivergence compares the call traces of two runs of one scenario that both ended.
func FirstDivergence(old, new *evm.Trace) Parting {
	x, y := callTrace(old), callTrace(new)
	shared := 0
	for shared < min(len(x), len(y)) && y[shared].equal(x[shared]) {
		shared++
	}
	switch {
	case shared == len(x) && shared == len(y):
		return Parting{Same, shared, 0}
	case shared == min(len(x), len(y)):
		return Parting{Differs, shared, 0}
	}
	if f := y[shared].frame; y[shared].reverts() && f.CodeAddress == new.Target && !x[shared].reverts() && !asksChecker(new, f.Tx) {
		return Parting{Reverts, shared, f.Tx}
	}
	return Parting{Differs, shared, 0}
}

func asksChecker(t *evm.Trace, tx int) bool {
	root := t.Txs[tx].RootFrame
	return root >= 0 && t.Frames[root].Static
}

// callTrace is the sequence of a run's entries, with the parameters of the call, and exits, with its results, in the order of
// time: of its frames, and of the calls and transactions that went to accounts without code, as if a frame had run nothing. Calls
// of precompiles are no part of it, nor are calls refused for lack of funds or for depth.
func callTrace(t *evm.Trace) []event {
	w := walk{trace: t}
	for i := range t.Txs {
		if root := t.Txs[i].RootFrame; root >= 0 {
			w.frame(root)
		} else {
			w.nobody(&evm.Frame{Tx: i, Success: true}) // the rest is the scenario's, the same in both runs
		}
	}
	return w.events
}

// walk goes through the steps of a trace.
type walk struct {
	trace  *evm.Trace
	next   int // step
	events []event
}

func (w *walk) frame(index int) {
	f := &w.trace.Frames[index]
	w.events = append(w.events, event{f, false})
	for w.next = f.FirstStep; w.next <= f.LastStep; {
		step := &w.trace.Steps[w.next]
		w.next++
		switch step.Call {
		case evm.Entered:
			w.frame(step.Child)
		case evm.NoCode:
			w.nobody(step.Callee)
		}
	}
	w.events = append(w.events, event{f, true})
}

func (w *walk) nobody(f *evm.Frame) {
	w.events = append(w.events, event{f, false}, event{f, true})
}

func (e event) reverts() bool { return e.exit && e.frame.Reverted }

func (e event) equal(other event) bool {
	x, y := e.frame, other.frame
	if e.exit != other.exit {
		return false
	}
	if e.exit {
		return x.Success == y.Success && x.Reverted == y.Reverted && bytes.Equal(x.Output, y.Output)
	}
	return x.Tx == y.Tx && x.Kind == y.Kind && x.CodeAddress == y.CodeAddress && x.Self == y.Self && x.Caller == y.Caller &&
		x.Value.Eq(&y.Value) && x.Static == y.Static && x.Stipend == y.Stipend && bytes.Equal(x.Input, y.Input)
}
