// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"math/big"
	"reflect"

	"github.com/consensys/gnark/frontend"
	"github.com/holiman/uint256"

	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/word"
)

// Word is a 256-bit number as two columns.
type Word struct{ Hi, Lo frontend.Variable }

// tuple makes the word usable in tables; keep it, its products are shared.
func (w Word) tuple() *bus.Word { return bus.Pair(w.Hi, w.Lo) }

// small is a word that fits its low half.
func small(lo frontend.Variable) *bus.Word { return bus.Pair(0, lo) }

func wordOf(x uint256.Int) Word {
	return Word{Hi: new(uint256.Int).Rsh(&x, word.HalfBits).ToBig(), Lo: lowHalf(x)}
}

func lowHalf(x uint256.Int) *big.Int {
	x[2], x[3] = 0, 0
	return x.ToBig()
}

func flag(is bool) frontend.Variable {
	if is {
		return 1
	}
	return 0
}

var columnType = reflect.TypeFor[frontend.Variable]()

// columns finds every column below a pointer to a struct, so that none is left out of the commitment.
func columns(of any) []*frontend.Variable {
	return appendColumns(nil, reflect.ValueOf(of).Elem())
}

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
