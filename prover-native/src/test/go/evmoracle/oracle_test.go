// SPDX-License-Identifier: Apache-2.0

package evmoracle

import (
	"bytes"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"suture.dev/prover-native/evm"
)

// counts tells how many vectors ended in which way.
type counts map[string]int

// frozenCounts is every vector, by what became of it.
var frozenCounts = counts{
	"files":   1163,
	"vectors": 3576,
	"agree: with go-ethereum without gas, and with the stated root and logs": 1897,
	"agree: with go-ethereum without gas; stated for a run out of gas":       65,
	"agree: with go-ethereum without gas; stated for a run that reads fees":  14,
	"excluded: a call's gas operand is too low for its frame":                81,
	"excluded: inconclusive, create":                                         683,
	"excluded: inconclusive, gas":                                            233,
	"excluded: inconclusive, memory":                                         342,
	"excluded: inconclusive, precompile":                                     168,
	"excluded: inconclusive, selfdestruct":                                   82,
	"excluded: inconclusive, steps":                                          5,
	"excluded: transaction with access list":                                 6,
}

func TestVectors(t *testing.T) {
	got := counts{}
	files := forEachVector(t, func(v *vector) {
		got["vectors"]++
		got[compare(t, v)]++
	})
	got["files"] = files
	for _, outcome := range slices.Sorted(maps.Keys(got)) {
		fmt.Printf("%5d %s\n", got[outcome], outcome)
	}
	if !maps.Equal(got, frozenCounts) {
		t.Errorf("%v, expected %v", got, frozenCounts)
	}
}

// compare runs the vector everywhere and names the outcome. A disagreement without a known reason fails the test.
func compare(t *testing.T, v *vector) string {
	stated, err := gethAsStated(v)
	if err != nil {
		return "excluded: invalid transaction"
	}
	if len(v.file.Transaction.AccessLists) > 0 {
		return "excluded: transaction with access list"
	}
	ours, err := runOurs(v, new(big.Int))
	if err != nil {
		t.Errorf("%s: %v", v.name, err)
		return "failed"
	}
	if ours.Inconclusive != nil {
		return fmt.Sprintf("excluded: inconclusive, %s", ours.Inconclusive.Cause)
	}
	// Vectors with contract creation are left out above: current rules about collisions differ from those of Cancun's time.
	if stated.root != v.post.Hash || stated.logs != v.post.Logs {
		t.Errorf("%s: go-ethereum does not reach the stated post-state: %s", v.name, stated.root)
	}
	ample, err := gethWithoutGas(v)
	if err != nil {
		t.Errorf("%s: %v", v.name, err)
		return "failed"
	}
	if difference := ample.differs(ours); difference != "" {
		if ample.outOfGas {
			return "excluded: a call's gas operand is too low for its frame"
		}
		t.Errorf("%s: %s", v.name, difference)
		return "failed"
	}
	return compareStated(t, v, stated)
}

// differs names the first observable in which package evm and go-ethereum do not agree.
func (g *gethRun) differs(ours *evm.Trace) string {
	result := ours.Txs[0]
	switch {
	case result.Success != g.success:
		return fmt.Sprintf("success %v, expected %v", result.Success, g.success)
	case !bytes.Equal(result.Output, g.output):
		return fmt.Sprintf("output %x, expected %x", result.Output, g.output)
	case hashLogs(logsOf(ours)) != g.logs:
		return "logs differ"
	case rootOf(allocOf(ours.Post)) != g.root:
		return "post-state differs"
	}
	return ""
}

// compareStated compares with the state root and the logs that the vector itself states.
func compareStated(t *testing.T, v *vector, stated *gethRun) string {
	ours, err := runOurs(v, (*big.Int)(v.file.Env.CurrentBaseFee))
	if err != nil || ours.Inconclusive != nil {
		t.Errorf("%s: %v %v", v.name, err, ours.Inconclusive)
		return "failed"
	}
	alloc := allocOf(ours.Post)
	pay := func(address common.Address, wei *big.Int) {
		account := alloc[address]
		if account.Balance == nil {
			account.Balance = new(big.Int)
		}
		account.Balance = new(big.Int).Add(account.Balance, wei)
		if account.Balance.Sign() >= 0 && (account.Balance.Sign() > 0 || account.Nonce > 0 || len(account.Code) > 0) {
			alloc[address] = account
		}
	}
	pay(v.file.Transaction.Sender, new(big.Int).Neg(stated.fee))
	pay(v.file.Env.CurrentCoinbase, stated.tip)
	if rootOf(alloc) == v.post.Hash && hashLogs(logsOf(ours)) == v.post.Logs {
		return "agree: with go-ethereum without gas, and with the stated root and logs"
	}
	switch {
	case stated.outOfGas:
		return "agree: with go-ethereum without gas; stated for a run out of gas"
	case readsFees(ours):
		return "agree: with go-ethereum without gas; stated for a run that reads fees"
	}
	t.Errorf("%s: not the stated post-state, and no reason known", v.name)
	return "failed"
}

// readsFees tells whether the run read what gas costs: the price, or a balance from which a fee was taken.
func readsFees(trace *evm.Trace) bool {
	return slices.ContainsFunc(trace.Steps, func(s evm.Step) bool {
		name := evm.OpcodeName(s.Op)
		return name == "GASPRICE" || name == "BALANCE" || name == "SELFBALANCE"
	})
}
