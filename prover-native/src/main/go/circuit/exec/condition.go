// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/arith"
	"suture.dev/prover-native/gadget/bus"
)

// Condition is one term of the harm: an observable of a run's end compared with a constant.
type Condition struct {
	Active      frontend.Variable
	Kind, Index frontend.Variable // what is observed: see the constants Observed…
	Op          frontend.Variable // EQ, LT or GT
	Negated     frontend.Variable // a bit: ≠, ≥, ≤
	Value       Word
	Observed    [runs]Word
	Result      [runs]frontend.Variable // of the comparison, before negation
}

// Kinds of observables; the index is that of the transaction, slot or account.
const (
	ObservedStatus = iota + 1
	ObservedSlot
	ObservedBalance
)

// Harm is a conjunction of conditions: it is to hold after the run on old code and not to hold after that on new code.
type Harm struct {
	Claimed    frontend.Variable // a bit: exploit.blocked is claimed
	Conditions [maxConditions]Condition
}

const maxConditions = 8

func (m *machine) defineObservables(txs []Tx, slots []Slot, accounts []Account) {
	m.observed = m.static("observed")
	entry := func(active, kind frontend.Variable, r, index int, value *bus.Word) {
		apart := m.api.Mul(m.api.Sub(1, active), unused)
		m.observed.Entry(m.api.Add(kind, apart), bus.Pair(r, index), value)
	}
	for r := range runs {
		for k := range txs {
			entry(txs[k].Active, ObservedStatus, r, k, small(txs[k].Runs[r].Closing.Success))
		}
		for i := range slots {
			entry(slots[i].Active, ObservedSlot, r, i, slots[i].After[r].tuple())
		}
		for i := range accounts {
			entry(accounts[i].Active, ObservedBalance, r, i, small(accounts[i].After[r]))
		}
	}
}

func (m *machine) defineHarm(h *Harm) {
	api := m.api
	api.AssertIsBoolean(h.Claimed)
	for r := range runs {
		var harmed frontend.Variable = 1
		for i := range h.Conditions {
			c := &h.Conditions[i]
			if r == 0 {
				api.AssertIsBoolean(c.Active)
				api.AssertIsBoolean(c.Negated)
				m.ranges.AssertWord(c.Value.tuple())
				m.requireKnown(c)
			}
			m.observed.Query(c.Active, c.Kind, bus.Pair(r, c.Index), c.Observed[r].tuple())
			m.facts.Query(c.Active, c.Op, c.Observed[r].tuple(), c.Value.tuple(), small(c.Result[r]))
			api.AssertIsBoolean(c.Result[r])
			holds := api.Xor(c.Result[r], c.Negated)
			harmed = api.Mul(harmed, api.Sub(1, api.Mul(c.Active, api.Sub(1, holds))))
		}
		// True on old code, false on new code.
		api.AssertIsEqual(api.Mul(h.Claimed, api.Sub(harmed, 1-r)), 0)
	}
}

// requireKnown keeps a condition to what there is to observe and to compare by: both tables have entries of other kinds that
// prove nothing.
func (m *machine) requireKnown(c *Condition) {
	m.requireOneOf(c.Active, c.Kind, ObservedStatus, ObservedSlot, ObservedBalance)
	m.requireOneOf(c.Active, c.Op, arith.EQ, arith.LT, arith.GT)
}

// requireOneOf says, where the bit is 1, that x is one of the values.
func (m *machine) requireOneOf(active, x frontend.Variable, values ...int) {
	product := active
	for _, v := range values {
		product = m.api.Mul(product, m.api.Sub(x, v))
	}
	m.api.AssertIsEqual(product, 0)
}

// elements is what the claim commits to.
func (h *Harm) elements() []frontend.Variable {
	var list []frontend.Variable
	for i := range h.Conditions {
		c := &h.Conditions[i]
		list = append(list, c.Active, c.Kind, c.Index, c.Op, c.Negated, c.Value.Hi, c.Value.Lo)
	}
	return list
}
