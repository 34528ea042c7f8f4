// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"reflect"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// Word is a 256-bit value as two 128-bit halves, in columns.
type Word struct{ Hi, Lo frontend.Variable }

func (w Word) tuple() *bus.Word { return bus.Pair(w.Hi, w.Lo) }

// small is a word whose value fits its lower half.
func small(x frontend.Variable) *bus.Word { return bus.Pair(0, x) }

var variableType = reflect.TypeOf((*frontend.Variable)(nil)).Elem()

// columnsOf lists every wire of a structure, in the order of its fields: all of them feed the one commitment, so that no new
// column can be forgotten there.
func columnsOf(structure any) []frontend.Variable {
	var columns []frontend.Variable
	visitColumns(reflect.ValueOf(structure), func(v reflect.Value) {
		columns = append(columns, v.Interface())
	})
	return columns
}

// zeroEmpty sets every column that has no value to zero: an unused row of any part is all zeros.
func zeroEmpty(structure any) {
	visitColumns(reflect.ValueOf(structure), func(v reflect.Value) {
		if v.IsNil() {
			v.Set(reflect.ValueOf(0))
		}
	})
}

func visitColumns(v reflect.Value, visit func(reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			visitColumns(v.Elem(), visit)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			visitColumns(v.Index(i), visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				visitColumns(v.Field(i), visit)
			}
		}
	case reflect.Interface:
		if v.Type() == variableType {
			visit(v)
		}
	}
}

func columns(n int) []frontend.Variable { return make([]frontend.Variable, n) }
