// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// Selector is a function of the target that the new run shows to be used: a frame of the target's code is called with it, succeeds,
// and nothing around it fails.
type Selector struct {
	Active            frontend.Variable
	DataBase, DataLen frontend.Variable // call data of the frame
	Bytes             [selectorBytes]frontend.Variable
}

const (
	maxSelectors  = 7 // as many as one element of the claim holds
	selectorBytes = 4
	selectorBits  = 8 * selectorBytes
)

// value is the selector as a number; 0 in an unused row.
func (s *Selector) value(a algebra) frontend.Variable {
	return pack(a, s.Bytes[:], 8, selectorBytes)[0]
}

// packedSelectors is what the claim holds of them.
func (c *Circuit) packedSelectors(a algebra) frontend.Variable {
	var sum frontend.Variable = 0
	for i := range c.Selectors {
		sum = a.Add(sum, a.Mul(c.Selectors[i].value(a), power(selectorBits*i)))
	}
	return sum
}

// offerCall offers what a frame was called with, for as long as it is not undone: a frame that fails is undone at its own end.
func (m *machine) offerCall(f *Frame, data *bus.Word) {
	apart := m.api.Mul(m.api.Sub(1, f.Active), unused)
	m.frames.Entry(m.api.Add(tagCalled, apart), calledWith(bus.Pair(f.Entry.CodeID, f.Undo), data)...)
}

// calledWith is the tuple of a call. The call data stand where the tuple of a frame's entry has them, too.
func calledWith(codeAndUndo, data *bus.Word) []*bus.Word {
	return []*bus.Word{0: codeAndUndo, dataPlace: data}
}

// defineSelectors says of each selector that some frame shows it. They come first, and rise: so none is there twice, and none is 0,
// which stands for none. New code runs in the new run alone.
func (m *machine) defineSelectors(selectors *[maxSelectors]Selector, preserved frontend.Variable) {
	api := m.api
	var before, mayFollow frontend.Variable = 0, preserved
	for i := range selectors {
		s := &selectors[i]
		value := s.value(api)
		api.AssertIsBoolean(s.Active)
		api.AssertIsEqual(api.Mul(s.Active, api.Sub(1, mayFollow)), 0)
		api.AssertIsEqual(api.Mul(api.Sub(1, s.Active), value), 0)
		m.frames.Query(s.Active, tagCalled, calledWith(bus.Pair(codeNew, 0), bus.Pair(s.DataBase, s.DataLen))...)
		m.ranges.AssertIf(s.Active, api.Sub(s.DataLen, selectorBytes), lengthBits)
		m.requireString(s.Active, s.DataBase, s.Bytes[:])
		m.ranges.AssertIf(s.Active, api.Sub(value, before, 1), selectorBits)
		before, mayFollow = value, s.Active
	}
}
