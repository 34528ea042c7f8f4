// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/arith"
	"suture.dev/prover-native/gadget/bus"
)

// Condition is one term of a conjunction: an observable of a run's end compared with a constant, or with what it was before.
// Observables are named as a case names them, never by a row, so that whoever knows the conditions knows what is committed.
type Condition struct {
	Active  frontend.Variable
	Kind    frontend.Variable // what is observed: see the constants Observed…
	Address frontend.Variable // of slot, balance and checker
	Key     Word              // of a slot; (transaction, index of the word) of return data; (0, transaction) of a status
	Op      frontend.Variable // EQ, LT or GT
	Negated frontend.Variable // a bit: ≠, ≥, ≤
	Pre     frontend.Variable // a bit: the right side is what the observable was before both runs
	Value   Word              // the right side
}

// Observation is what a run shows of a condition.
type Observation struct {
	Value  Word
	Result frontend.Variable // of the comparison, before negation
}

// Kinds of observables.
const (
	ObservedStatus = iota + 1
	ObservedSlot
	ObservedBalance
	ObservedReturn
	ObservedChecker
)

// Moments of observation: the ends of both runs, and what they start from. A kind is below observedMoment.
const (
	observedMoment = 8
	observedBefore = runs
)

const maxConditions = 8

// Harm is a conjunction of conditions: it is to hold after the run on old code and not to hold after that on new code.
type Harm struct {
	Claimed    frontend.Variable // a bit: exploit.blocked is claimed
	Conditions [maxConditions]Condition
	Seen       [runs][maxConditions]Observation
}

// Expected is a conjunction that is to hold after the run on new code: what behaviour.expected asks for, or what is safe after an
// exploit that is blocked.
type Expected struct {
	Claimed    frontend.Variable // a bit
	Conditions [maxConditions]Condition
	Seen       [maxConditions]Observation
}

func (m *machine) defineHarm(h *Harm) {
	m.api.AssertIsBoolean(h.Claimed)
	asked := m.defineConditions(&h.Conditions)
	for r := range runs { // true on old code, false on new code
		m.api.AssertIsEqual(m.api.Mul(h.Claimed, m.api.Sub(m.holds(asked, &h.Seen[r], r), 1-r)), 0)
	}
}

func (m *machine) defineExpected(e *Expected) {
	m.api.AssertIsBoolean(e.Claimed)
	asked := m.defineConditions(&e.Conditions)
	m.api.AssertIsEqual(m.api.Mul(e.Claimed, m.api.Sub(m.holds(asked, &e.Seen, codeNew), 1)), 0)
	// A conjunction of nothing always holds.
	m.api.AssertIsEqual(m.api.Mul(e.Claimed, m.api.Sub(1, e.Conditions[0].Active)), 0)
}

// askedFor is a condition with the words that its queries share.
type askedFor struct {
	*Condition
	address, key, right *bus.Word
}

func (m *machine) defineConditions(conditions *[maxConditions]Condition) (asked [maxConditions]askedFor) {
	for i := range conditions {
		c := &conditions[i]
		asked[i] = askedFor{c, bus.Pair(c.Address, 0), c.Key.tuple(), c.Value.tuple()}
		m.defineCondition(&asked[i])
	}
	return asked
}

// defineCondition bounds what is committed to: the table its kind and comparison, used or not; the observed address that of one
// in use. What is not in use has no address, which is packed with the kind.
func (m *machine) defineCondition(c *askedFor) {
	m.terms.Query(1, c.Kind, bus.Pair(c.Op, c.Negated), bus.Pair(c.Pre, c.Active))
	m.api.AssertIsEqual(m.api.Mul(m.api.Sub(1, c.Active), c.Address), 0)
	m.ranges.AssertWord(c.right)
	m.observed.Query(c.Pre, m.api.Add(c.Kind, observedBefore*observedMoment), c.address, c.key, c.right)
}

// defineTerms lists the conditions that there may be, and one that is none.
func (m *machine) defineTerms() {
	m.terms = m.static("terms")
	m.terms.Entry(0, bus.Pair(0, 0), bus.Pair(0, 0))
	for _, kind := range []int{ObservedStatus, ObservedSlot, ObservedBalance, ObservedReturn, ObservedChecker} {
		for _, op := range []int{arith.EQ, arith.LT, arith.GT} {
			for negated := range 2 {
				m.terms.Entry(kind, bus.Pair(op, negated), bus.Pair(0, 1))
				if kind == ObservedSlot || kind == ObservedBalance {
					m.terms.Entry(kind, bus.Pair(op, negated), bus.Pair(1, 1))
				}
			}
		}
	}
}

// holds is the bit that all conditions hold after a run. The table of facts says that a result is a bit.
func (m *machine) holds(asked [maxConditions]askedFor, seen *[maxConditions]Observation, r int) frontend.Variable {
	api := m.api
	var all frontend.Variable = 1
	for i := range asked {
		c, o := &asked[i], &seen[i]
		value := o.Value.tuple()
		m.facts.Query(c.Active, c.Op, value, c.right, small(o.Result))
		m.observed.Query(c.Active, api.Add(c.Kind, r*observedMoment), c.address, c.key, value)
		differs := api.Sub(api.Add(o.Result, c.Negated), api.Mul(2, o.Result, c.Negated))
		all = api.Mul(all, api.Sub(1, api.Mul(c.Active, api.Sub(1, differs))))
	}
	return all
}

// observe offers an observable of a part that is in use.
func (m *machine) observe(active, kind frontend.Variable, moment int, address, key, value *bus.Word) {
	apart := m.api.Mul(m.api.Sub(1, active), unused)
	m.observed.Entry(m.api.Add(kind, apart, moment*observedMoment), address, key, value)
}

// conditionElements is what a claim commits to. A value from before is none of the condition's.
func conditionElements(a algebra, conditions *[maxConditions]Condition) []frontend.Variable {
	var list []frontend.Variable
	for i := range conditions {
		c := &conditions[i]
		own := a.Add(1, a.Mul(-1, c.Pre))
		what := a.Add(c.Active, a.Mul(2, c.Negated), a.Mul(4, c.Pre), a.Mul(8, c.Kind), a.Mul(1<<8, c.Op), a.Mul(1<<16, c.Address))
		list = append(list, what, c.Key.Hi, c.Key.Lo, a.Mul(own, c.Value.Hi), a.Mul(own, c.Value.Lo))
	}
	return list
}
