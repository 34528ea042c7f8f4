// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"math/big"

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
