// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"slices"

	"suture.dev/prover-native/evm/outcome"
)

// assignCallTrace lists the events of both runs, and says how they part where the claim says it. Frames are those that
// outcome.FirstDivergence counts.
func (b *builder) assignCallTrace() error {
	type timed struct {
		time, run int
		event     *Event
	}
	var events []timed
	for i, f := range b.frames {
		if i < len(b.c.Frames) {
			row := &b.c.Frames[i]
			events = append(events, timed{2 * f.id, f.run, &row.EntryEvent}, timed{2*f.end + 1, f.run, &row.ExitEvent})
		}
	}
	slices.SortFunc(events, func(x, y timed) int { return x.time - y.time })

	parting := outcome.FirstDivergence(b.traces[codeOld], b.traces[codeNew])
	d := &b.c.Divergence
	d.Claimed, d.Tx, d.Shared, d.OldEvents = 0, 0, 0, 0
	if b.blockedByRevert(parting.How) {
		d.Claimed, d.Tx, d.Shared = 1, parting.Tx, parting.Shared
	}
	var places [runs]int
	for number, e := range events {
		b.c.Timeline[number] = Instant{1, e.time}
		*e.event = Event{number, bit(d.Claimed == 1 && places[e.run] < parting.Shared)}
		places[e.run]++
	}
	d.OldEvents = places[codeOld]
	return nil
}

// blockedByRevert says whether the claim says so.
func (b *builder) blockedByRevert(how outcome.Divergence) bool {
	return len(b.in.Harm) > 0 && how == outcome.Reverts
}
