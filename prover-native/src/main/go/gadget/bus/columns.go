// SPDX-License-Identifier: Apache-2.0

package bus

import (
	"reflect"

	"github.com/consensys/gnark/frontend"
)

var columnType = reflect.TypeFor[frontend.Variable]()

// Columns finds every column below a pointer to a structure, in the order of its exported fields, so that none can be forgotten
// in the commitment. Pointers within are not followed: a chip that is held by one commits to its own columns.
func Columns(of any) []*frontend.Variable { return appendColumns(nil, reflect.ValueOf(of).Elem()) }

func appendColumns(to []*frontend.Variable, v reflect.Value) []*frontend.Variable {
	switch {
	case v.Type() == columnType:
		return append(to, v.Addr().Interface().(*frontend.Variable))
	case v.Kind() == reflect.Slice || v.Kind() == reflect.Array:
		for i := range v.Len() {
			to = appendColumns(to, v.Index(i))
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				to = appendColumns(to, v.Field(i))
			}
		}
	}
	return to
}

// CommitTo adds every column below a pointer to a structure to the commitment.
func (a *Argument) CommitTo(structure any) {
	for _, column := range Columns(structure) {
		a.Commit(*column)
	}
}
