// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// Log is a LOG instruction; the rows of each run come in the order of their clocks.
type Log struct {
	Site           Site
	Scope          Scope
	Topics         [5]frontend.Variable // one-hot: how many topics
	Off, Len, Base frontend.Variable    // data in memory and in the rom
	Topic          [4]Word
	Failed         frontend.Variable // a frame around it failed
	Inverse        frontend.Variable
}

// defineLogs numbers the logs that count; where preserved, those of the old run are those of the new run, in that order.
func (m *machine) defineLogs(logs [runs][]Log, preserved frontend.Variable) {
	emitted := m.balance("logs")
	for r := range runs {
		var number, clock frontend.Variable = 0, 0
		for i := range logs[r] {
			l := &logs[r][i]
			if i > 0 { // used rows come first, or the clocks would not be compared
				m.api.AssertIsEqual(m.api.Mul(l.Site.Active, m.api.Sub(1, logs[r][i-1].Site.Active)), 0)
			}
			kept := m.defineLog(l, r, clock)
			tuple := []*bus.Word{
				bus.Pair(number, l.Scope.Tx), bus.Pair(l.Scope.Self, l.count(m.api)), bus.Pair(l.Base, l.Len),
				l.Topic[0].tuple(), l.Topic[1].tuple(), l.Topic[2].tuple(), l.Topic[3].tuple(),
			}
			if r == 0 {
				emitted.Send(m.api.Mul(kept, preserved), 0, tuple...)
			} else {
				emitted.Receive(m.api.Mul(kept, preserved), 0, tuple...)
			}
			number = m.api.Add(number, kept)
			clock = l.Site.Clock
		}
	}
}

func (l *Log) count(api frontend.API) frontend.Variable {
	return api.Add(l.Topics[1], api.Mul(2, l.Topics[2]), api.Mul(3, l.Topics[3]), api.Mul(4, l.Topics[4]))
}

// defineLog states one log of a run and gives the bit that it counts.
func (m *machine) defineLog(l *Log, r int, before frontend.Variable) frontend.Variable {
	api, active := m.api, l.Site.Active
	m.defineSite(&l.Site)
	for _, bit := range l.Topics {
		api.AssertIsBoolean(bit)
	}
	api.AssertIsEqual(api.Add(l.Topics[0], l.Topics[1], l.Topics[2], l.Topics[3], l.Topics[4]), active)
	m.requireScopeAt(&l.Site, &l.Scope)
	api.AssertIsEqual(api.Mul(active, api.Sub(l.Scope.Run, r)), 0)
	api.AssertIsEqual(api.Mul(active, l.Scope.Static), 0)
	m.clocks.Query(active, api.Sub(l.Site.Clock, before, 1))
	m.defineLogRows(l)
	m.copyMemory(run{
		active: active, length: l.Len, time: m.phase(l.Site.Clock, phaseRead), frame: l.Site.Frame,
		address: l.Off, position: l.Base, write: 0,
	})
	api.AssertIsEqual(api.Mul(l.Scope.Undo, l.Inverse), l.Failed)
	api.AssertIsEqual(api.Mul(l.Scope.Undo, api.Sub(1, l.Failed)), 0)
	return api.Mul(active, api.Sub(1, l.Failed))
}

// defineLogRows receives the instruction's rows: offset and length, then the topics by two.
func (m *machine) defineLogRows(l *Log) {
	api, next := m.api, topicRows()
	var second, third frontend.Variable = 0, 0
	for n := 1; n <= 4; n++ {
		second = api.Add(second, api.Mul(l.Topics[n], next[n]))
	}
	third = api.Add(api.Mul(l.Topics[3], virtualTopic), api.Mul(l.Topics[4], virtualTopics))
	m.answer(&l.Site, api.Add(codeOf(0xa0), l.count(api)), small(l.Off), small(l.Len), nil)
	m.answerIf(api.Sub(l.Site.Active, l.Topics[0]), &l.Site, second, 1, l.Topic[0].tuple(), l.Topic[1].tuple(), nil)
	m.answerIf(api.Add(l.Topics[3], l.Topics[4]), &l.Site, third, 2, l.Topic[2].tuple(), l.Topic[3].tuple(), nil)
}
