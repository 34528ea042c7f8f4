// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/gadget/bus"
)

// A static transaction asks a checker contract. A condition names the checker by its address alone, so all else of the
// transaction is fixed: it comes from address zero, without a value, with the selector of broken() as call data, and behind all
// transactions that change something. So all that ask one checker in a run have the same answer. The target is no checker: its
// answer would be the patch's own.

// defineStatic says what a static transaction is like. Sender and value are bounded, so the sum is zero only if both are.
func (m *machine) defineStatic(t, before *Tx) {
	api := m.api
	api.AssertIsBoolean(t.Static)
	api.AssertIsEqual(api.Mul(t.Static, api.Add(t.FromAddress.Hi, t.FromAddress.Lo, t.Value)), 0)
	api.AssertIsEqual(api.Mul(t.Static, api.Sub(t.DataLen, len(evm.BrokenSelector))), 0)
	selector := make([]frontend.Variable, len(evm.BrokenSelector))
	for i, v := range evm.BrokenSelector {
		selector[i] = int(v)
	}
	m.requireString(t.Static, t.DataBase, selector)
	api.AssertIsEqual(api.Mul(t.Static, api.IsZero(t.To)), 0) // account 0 is the target
	if before != nil {
		api.AssertIsEqual(api.Mul(t.Active, before.Static, api.Sub(1, t.Static)), 0)
	}
}

// offerOrdinary offers the number of a transaction that asks no checker.
func (m *machine) offerOrdinary(k int, t *Tx) {
	api := m.api
	m.frames.Entry(api.Add(tagOrdinary, api.Mul(api.Add(api.Sub(1, t.Active), t.Static), unused)), bus.Pair(k, 0))
}
