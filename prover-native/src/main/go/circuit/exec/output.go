// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/evm/outcome"
	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/word"
)

// Output is a word of what a transaction returned in one run, for conditions to ask for; zeros go on behind the end. Of a checker
// it is the answer.
type Output struct {
	Active         frontend.Variable
	Run            frontend.Variable // a bit
	Tx, Index      frontend.Variable
	Success        frontend.Variable // of the transaction
	Base, Len      frontend.Variable // of all that it returned, in the rom
	Zeros          frontend.Variable // behind it
	Byte           [wordBytes]frontend.Variable
	Static, Callee frontend.Variable // of the transaction: the address it calls
	OfChecker      frontend.Variable // a bit: the transaction asks a checker
	Whole          frontend.Variable // a bit, of a checker: it returned a word or more
}

// defineOutput offers the word at Index.
func (m *machine) defineOutput(o *Output) {
	api := m.api
	for _, bit := range []frontend.Variable{o.Active, o.Run, o.OfChecker} {
		api.AssertIsBoolean(bit)
	}
	m.outputs.Query(o.Active, o.Tx, bus.Pair(o.Run, o.Success), bus.Pair(o.Base, o.Len), bus.Pair(o.Static, o.Callee))
	m.ranges.AssertIf(o.Active, o.Tx, word.LimbBits) // far below the mark of transactions that are not in use
	m.ranges.AssertIf(o.Active, o.Index, word.LimbBits)
	from := api.Mul(o.Index, wordBytes)
	m.requireWithin(o.Active, o.Base, o.Len, o.Zeros, api.Add(from, wordBytes))
	m.requireString(o.Active, api.Add(o.Base, from), o.Byte[:])
	answered := m.defineAnswer(o)

	returned := joinBytes(api, o.Byte[:])
	value := bus.Pair(api.Mul(answered, returned.Hi), api.Add(outcome.NoAnswer, api.Mul(answered, api.Sub(returned.Lo, outcome.NoAnswer))))
	kind := api.Add(ObservedReturn, api.Mul(o.OfChecker, ObservedChecker-ObservedReturn), api.Mul(o.Run, observedMoment))
	tx := api.Mul(api.Sub(1, o.OfChecker), o.Tx) // a checker is asked once, and named by its address alone
	m.observe(o.Active, kind, 0, bus.Pair(api.Mul(o.OfChecker, o.Callee), 0), bus.Pair(tx, o.Index), value)
}

// defineAnswer gives the bit that the word is what there is to observe: always, but of a checker only where it succeeds and
// returns a word.
func (m *machine) defineAnswer(o *Output) frontend.Variable {
	api := m.api
	api.AssertIsEqual(api.Mul(o.OfChecker, api.Add(api.Sub(1, o.Static), o.Index)), 0) // neither is negative
	m.ranges.AssertIf(o.OfChecker, api.Select(o.Whole, api.Sub(o.Len, wordBytes), api.Sub(wordBytes-1, o.Len)), lengthBits)
	return api.Sub(1, api.Mul(o.OfChecker, api.Sub(1, api.Mul(o.Success, o.Whole))))
}

// offerOutput says what a transaction returned in a run.
func (m *machine) offerOutput(t *Tx, r, k int) {
	closing := &t.Runs[r].Closing
	apart := m.api.Mul(m.api.Sub(1, t.Active), unused)
	callee := t.ToAddress.number(m.api)
	m.outputs.Entry(m.api.Add(k, apart), bus.Pair(r, closing.Success), bus.Pair(closing.OutputBase, closing.OutputLen), bus.Pair(t.Static, callee))
}
