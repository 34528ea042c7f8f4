// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"fmt"
	"testing"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"

	"suture.dev/prover-native/evm/outcome"
)

// TestCases_SharedEventsAreEqual: of every exploit of the collection the claim is what the native rule finds, and the columns of shared
// events agree, strings by their places. The largest shape has room for all; solving all would take an hour.
func TestCases_SharedEventsAreEqual(t *testing.T) {
	blocked := 0
	for _, r := range caseRuns(t) {
		if len(r.in.Harm) == 0 {
			continue
		}
		c, err := Assign(Shapes()[2], r.in, r.traces, testBlinds, fr.NewElement(1234567))
		if err != nil {
			t.Fatalf("%s: %v", r.name, err)
		}
		parting := outcome.FirstDivergence(r.traces[codeOld], r.traces[codeNew])
		if c.Divergence.Claimed != bit(parting.How == outcome.Reverts) {
			t.Errorf("%s: claimed %v, native %s", r.name, c.Divergence.Claimed, parting.How)
		}
		if parting.How != outcome.Reverts {
			continue
		}
		blocked++
		old, new := sharedEvents(c, codeOld), sharedEvents(c, codeNew)
		if len(old) != parting.Shared || fmt.Sprint(old) != fmt.Sprint(new) { // maps are printed in the order of their keys
			t.Errorf("%s: %d shared events, want %d:\n%v\n%v", r.name, len(old), parting.Shared, old, new)
		}
	}
	if blocked != 22 {
		t.Errorf("%d exploits blocked by a revert, want 22", blocked)
	}
}

// sharedEvents lists what the circuit compares, by the place in its run.
func sharedEvents(c *Circuit, run int) map[int64]string {
	events := map[int64]string{}
	for _, f := range used(c.Frames) {
		e := f.Entry
		if toInt(e.Run) != int64(run) {
			continue
		}
		first := toInt(c.Divergence.OldEvents) * int64(run)
		if toInt(f.EntryEvent.Shared) == 1 {
			events[toInt(f.EntryEvent.Number)-first] = fmt.Sprint("entry ", e.Tx, e.Self, e.CodeAccount, e.Kind, e.Caller, e.Value, e.Origin, e.Static, e.Stipend, e.DataBase, e.DataLen)
		}
		if toInt(f.ExitEvent.Shared) == 1 {
			output := toInt(f.HasOutput) * toInt(f.Len)
			events[toInt(f.ExitEvent.Number)-first] = fmt.Sprint("exit ", f.Success, toInt(f.HasOutput)*(1-toInt(f.Success)), f.OutputBase, output)
		}
	}
	return events
}
