// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// Word is a 256-bit value as two 128-bit halves, in columns.
type Word struct{ Hi, Lo frontend.Variable }

func (w Word) tuple() *bus.Word { return bus.Pair(w.Hi, w.Lo) }

// number is an address as one number; its upper half is below 2^32.
func (w Word) number(a algebra) frontend.Variable {
	return a.Add(a.Mul(w.Hi, power(halfBits)), w.Lo)
}

// small is a word whose value fits its lower half.
func small(x frontend.Variable) *bus.Word { return bus.Pair(0, x) }

// zeroEmpty sets every column that has no value to zero: an unused row of any part is all zeros.
func zeroEmpty(structure any) {
	for _, column := range bus.Columns(structure) {
		if *column == nil {
			*column = 0
		}
	}
}

func columns(n int) []frontend.Variable { return make([]frontend.Variable, n) }
