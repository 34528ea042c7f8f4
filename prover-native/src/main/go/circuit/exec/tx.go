// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/gadget/bus"
)

// Tx is a transaction, the same in both runs. A recipient without code runs the empty code.
type Tx struct {
	Active            frontend.Variable
	Static            frontend.Variable // a bit: it asks a checker
	From, To          frontend.Variable // account indices
	FromAddress       Word
	ToAddress         Word
	Value             frontend.Variable // below 2^127
	Transfers         frontend.Variable // the value is not zero
	ValueInverse      frontend.Variable
	DataBase, DataLen frontend.Variable // call data in the rom
	Runs              [runs]TxRun
}

// TxRun is what one run makes of a transaction.
type TxRun struct {
	ToCode   frontend.Variable
	Closing  Closing
	Transfer Transfer
}

// defineTxs runs the transactions one after the other, first on old code, then on new code, and then idles.
func (m *machine) defineTxs(txs []Tx) {
	api := m.api
	for k := range txs {
		t := &txs[k]
		api.AssertIsBoolean(t.Active)
		if k > 0 {
			api.AssertIsEqual(api.Mul(t.Active, api.Sub(1, txs[k-1].Active)), 0)
		}
		api.AssertIsEqual(api.Mul(t.Value, t.ValueInverse), t.Transfers)
		api.AssertIsEqual(api.Mul(t.Value, api.Sub(1, t.Transfers)), 0)
		api.AssertIsEqual(api.Mul(t.Transfers, api.Sub(1, t.Active)), 0)
		m.accounts.Query(t.Active, tagAddress, bus.Pair(t.From, 0), t.FromAddress.tuple())
		m.requireCommittedData(t)
		if k > 0 {
			m.defineStatic(t, &txs[k-1])
		} else {
			m.defineStatic(t, nil)
		}
		m.offerOrdinary(k, t)
	}
	var end frontend.Variable = 0
	for r := range runs {
		for k := range txs {
			end = m.defineTxRun(&txs[k], r, k, end)
		}
	}
	m.transitions.Receive(1, 0, nil, nil, nil, nil, nil, bus.Pair(virtualPad, end))
}

// requireCommittedData says that the call data lie in the part of the rom that the claim commits to.
func (m *machine) requireCommittedData(t *Tx) {
	m.ranges.Assert(t.DataBase, lengthBits)
	m.ranges.Assert(t.DataLen, lengthBits)
	m.ranges.Assert(m.api.Sub(m.shape.CallData, t.DataBase, t.DataLen), lengthBits)
}

// defineTxRun enters the transaction's frame behind the row of clock `before`, and gives the clock of its last row.
func (m *machine) defineTxRun(t *Tx, r, k int, before frontend.Variable) frontend.Variable {
	api, run := m.api, &t.Runs[r]
	start := api.Add(before, 1)
	m.accounts.Query(t.Active, tagCallee, t.ToAddress.tuple(), bus.Pair(r, t.To), bus.Pair(run.ToCode, 0))
	m.transitions.Receive(t.Active, 0, nil, nil, nil, bus.Pair(start, 0), bus.Pair(0, run.ToCode), bus.Pair(0, before))
	entry := Entry{
		ID: start, Run: r, Tx: k, Self: t.To, CodeID: run.ToCode, CodeAccount: t.To, Kind: int(evm.Root),
		Caller: t.FromAddress, Value: Word{0, t.Value}, Origin: t.FromAddress,
		Static: t.Static, Stipend: 0, ParentUndo: 0, DataBase: t.DataBase, DataLen: t.DataLen,
	}
	m.opens.Send(t.Active, 0, entry.words()...)
	m.closes.Receive(t.Active, 0, run.Closing.words(start)...)
	m.offerOutput(t, r, k)
	m.observe(t.Active, ObservedStatus, r, nil, bus.Pair(0, k), small(run.Closing.Success))
	m.transfer(t.Transfers, &run.Transfer, r, t.From, t.To, t.Value, run.Closing.Undo, start, momentsBefore)
	return api.Add(before, api.Mul(t.Active, api.Sub(run.Closing.End, before)))
}
