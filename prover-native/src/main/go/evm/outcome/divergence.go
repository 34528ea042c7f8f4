// SPDX-License-Identifier: Apache-2.0

package outcome

import (
	"bytes"

	"suture.dev/prover-native/evm"
)

// Divergence is how the call traces of two runs part first (DESIGN.md §4, blockedBy).
type Divergence string

// Reverts: the new run's first event that the old run does not share is a REVERT in a frame that runs the target's code.
// Differs: it is anything else, or the new run ended before. Same: the call traces are equal.
const (
	Same    Divergence = "same"
	Reverts Divergence = "revert"
	Differs Divergence = "outcome"
)

// event is one entry in a call trace. The call trace of a run is the sequence of its frames' entries, with the parameters
// of the call, and exits, with its results, in the order of time. Calls that open no frame (to accounts without code, to
// precompiles, refused for lack of funds or for depth) are no part of it.
type event struct {
	frame *evm.Frame
	exit  bool
}

// FirstDivergence compares the call traces of two runs that both ended.
func FirstDivergence(old, new *evm.Trace) Divergence {
	x, y := callTrace(old), callTrace(new)
	for i, event := range y {
		if i < len(x) && event.equal(x[i]) {
			continue
		}
		if event.exit && event.frame.Reverted && event.frame.CodeAddress == new.Target {
			return Reverts
		}
		return Differs
	}
	if len(x) > len(y) {
		return Differs
	}
	return Same
}

func callTrace(t *evm.Trace) []event {
	var events []event
	var open []int
	closeDownTo := func(parent int) {
		for len(open) > 0 && open[len(open)-1] != parent {
			events = append(events, event{&t.Frames[open[len(open)-1]], true})
			open = open[:len(open)-1]
		}
	}
	for i := range t.Frames {
		closeDownTo(t.Frames[i].Parent)
		events = append(events, event{&t.Frames[i], false})
		open = append(open, i)
	}
	closeDownTo(-1)
	return events
}

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
