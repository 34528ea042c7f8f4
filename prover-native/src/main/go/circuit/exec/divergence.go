// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"slices"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// The call trace of a run is the sequence of its frames' entries and exits; calls of precompiles are no part of it, those of accounts
// without code are. Both traces part by a revert where the new run has a REVERT of the target, the old run has something that
// is no REVERT, and all before is the same: so outcome.FirstDivergence says it.

// Event is the entry or the exit of a frame.
type Event struct {
	Number frontend.Variable // among those of both runs in the order of time, from 0 on
	Shared frontend.Variable // a bit: it comes before the traces part
}

// Instant is a row of the list of all events in the order of time: row j is the event with the number j. Every event takes one, and
// used rows come first and rise, so numbers cannot be lied about. All of the old run come before all of the new run.
type Instant struct {
	Active frontend.Variable
	Time   frontend.Variable // twice the clock, and 1 more for an exit: a frame may consist of one row
}

// Divergence says how the call traces part.
type Divergence struct {
	Claimed   frontend.Variable // a bit: by a revert; only together with harm
	Tx        frontend.Variable // of the revert: none that asks a checker, whose question is no part of the exploit
	OldEvents frontend.Variable // how many the old run has
	Shared    frontend.Variable // how many both have before they part
}

// beginCallTrace lists the events; the frames go on from there.
func (m *machine) beginCallTrace(d *Divergence, timeline []Instant, frames []Frame) {
	api := m.api
	m.events, m.shared, m.divergence = m.balance("events"), m.balance("shared events"), d
	var before frontend.Variable = 0
	for j := range timeline {
		t := &timeline[j]
		api.AssertIsBoolean(t.Active)
		if j > 0 {
			api.AssertIsEqual(api.Mul(t.Active, api.Sub(1, timeline[j-1].Active)), 0)
		}
		m.events.Receive(t.Active, t.Time, bus.Pair(j, 0))
		m.clocks.Query(t.Active, api.Sub(t.Time, before, 1))
		before = t.Time
	}
	var oldFrames frontend.Variable = 0
	for i := range frames {
		f := &frames[i]
		oldFrames = api.Add(oldFrames, api.Mul(f.Active, api.Sub(1, f.Entry.Run)))
	}
	api.AssertIsEqual(d.OldEvents, api.Mul(oldFrames, 2))
	m.sharedOld = 0
}

// defineEvents puts entry and exit of a frame in the list, and compares what the runs share; entered and left are what the frame was
// entered with and what came of it. Clocks, which name frames and undoings, are no part of an event, nor is the id of the code:
// that of the target differs from run to run, and the account names it.
func (m *machine) defineEvents(f *Frame, entered, left []*bus.Word) {
	api, e := m.api, &f.Entry
	reverts := api.Mul(f.HasOutput, api.Sub(1, f.Success))
	known := slices.Clone(entered) // its first word is of clocks, too
	known[codePlace] = nil
	m.defineEvent(f, &f.EntryEvent, api.Mul(e.ID, 2), 0, known)
	m.defineEvent(f, &f.ExitEvent, api.Add(api.Mul(f.End, 2), 1), 1,
		[]*bus.Word{nil, bus.Pair(f.Success, reverts), left[outputPlace]})

	apart := func(offered frontend.Variable) frontend.Variable { return api.Mul(api.Sub(1, offered), unused) }
	reverted := api.Mul(f.Active, reverts)
	m.frames.Entry(api.Add(tagReverts, apart(reverted)), bus.Pair(f.ExitEvent.Number, e.CodeAccount), bus.Pair(e.Tx, 0))
	m.frames.Entry(api.Add(tagNoRevert, apart(f.Active)), bus.Pair(f.EntryEvent.Number, 0))
	m.frames.Entry(api.Add(tagNoRevert, apart(api.Sub(f.Active, reverted))), bus.Pair(f.ExitEvent.Number, 0))
}

// Places of words in the tuples of entries and closings.
const (
	codePlace   = 2 // code id, and the clock of an undoing
	dataPlace   = 7
	outputPlace = 2
)

// defineEvent numbers an event. Where it is shared, the tuple of its place in its run and of its data is sent by the old run and
// received by the new one: a count of -1 takes off what is there.
func (m *machine) defineEvent(f *Frame, v *Event, time frontend.Variable, exit int, data []*bus.Word) {
	api, d := m.api, m.divergence
	m.events.Send(f.Active, time, bus.Pair(v.Number, 0))
	api.AssertIsEqual(api.Mul(v.Shared, api.Sub(f.Active, v.Shared)), 0)
	place := api.Sub(v.Number, api.Mul(f.Entry.Run, d.OldEvents))
	m.clocks.Query(v.Shared, api.Sub(d.Shared, place, 1))
	ofNew := api.Mul(v.Shared, f.Entry.Run)
	data[0] = bus.Pair(place, 0)
	m.shared.Send(api.Sub(v.Shared, ofNew, ofNew), exit, data...)
	m.sharedOld = api.Add(m.sharedOld, v.Shared, api.Neg(ofNew))
}

// defineDivergence says that the old run's events up to the divergence are all shared, and what stands there in both runs. They have
// different places and places below Shared, so they are all of those; the new run has the same.
func (m *machine) defineDivergence(d *Divergence, harm *Harm) {
	api := m.api
	api.AssertIsBoolean(d.Claimed)
	api.AssertIsEqual(api.Mul(d.Claimed, api.Sub(1, harm.Claimed)), 0)
	api.AssertIsEqual(d.Shared, m.sharedOld)
	m.clocks.Query(d.Claimed, api.Sub(d.OldEvents, d.Shared, 1)) // the old run has one there
	m.frames.Query(d.Claimed, tagNoRevert, bus.Pair(d.Shared, 0))
	const target = 0 // its index
	m.frames.Query(d.Claimed, tagReverts, bus.Pair(api.Add(d.OldEvents, d.Shared), target), bus.Pair(d.Tx, 0))
	m.frames.Query(d.Claimed, tagOrdinary, bus.Pair(d.Tx, 0))
}
