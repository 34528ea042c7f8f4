// SPDX-License-Identifier: Apache-2.0

// Package outcome says what the traces of package evm show: whether a harm happened, in what two runs differ, where they
// part first, and how large a run is.
package outcome

import (
	"errors"
	"fmt"

	"suture.dev/prover-native/evm"
)

// Subject is what a condition looks at.
type Subject uint8

// The subjects.
const (
	TxStatus Subject = iota // 1 or 0 of transaction Tx; only Equal is meant
	Slot                    // of Address, after the run
	Balance                 // of Address, in wei, after the run
	Nonce                   // of Address, after the run
)

// Op compares the subject, on the left, with the condition's value, as unsigned integers.
type Op string

// The comparisons, as case files write them.
const (
	Equal          Op = "=="
	NotEqual       Op = "!="
	Less           Op = "<"
	LessOrEqual    Op = "<="
	Greater        Op = ">"
	GreaterOrEqual Op = ">="
)

// Condition is one part of a predicate about a run.
type Condition struct {
	Subject Subject
	Tx      int         // TxStatus only: index in Scenario.Txs
	Address evm.Address // the others
	Slot    evm.Word    // Slot only
	Op      Op
	Value   evm.Word
}

// ErrInconclusive is returned for a run that did not end: nothing can be said about it.
var ErrInconclusive = errors.New("the run is inconclusive")

// EvalPredicate tells whether all conditions hold after the run. No condition: true. The error is ErrInconclusive, or
// says that a condition is about nothing that the run has.
func EvalPredicate(conditions []Condition, trace *evm.Trace) (bool, error) {
	if trace.Inconclusive != nil {
		return false, fmt.Errorf("%w: %w", ErrInconclusive, trace.Inconclusive)
	}
	all := true
	for i, condition := range conditions {
		value, err := subjectOf(&condition, trace)
		if err != nil {
			return false, fmt.Errorf("condition %d: %w", i, err)
		}
		holds, err := condition.Op.holds(&value, &condition.Value)
		if err != nil {
			return false, fmt.Errorf("condition %d: %w", i, err)
		}
		all = all && holds
	}
	return all, nil
}

func subjectOf(c *Condition, trace *evm.Trace) (value evm.Word, err error) {
	account := trace.Post[c.Address]
	if account == nil {
		account = &evm.Account{}
	}
	switch c.Subject {
	case TxStatus:
		if c.Tx < 0 || c.Tx >= len(trace.Txs) {
			return value, fmt.Errorf("transaction %d, expected one of %d", c.Tx, len(trace.Txs))
		}
		if trace.Txs[c.Tx].Success {
			value.SetOne()
		}
	case Slot:
		value = account.Storage[c.Slot]
	case Balance:
		value = account.Balance
	case Nonce:
		value.SetUint64(account.Nonce)
	default:
		return value, fmt.Errorf("unknown subject %d", c.Subject)
	}
	return value, nil
}

func (op Op) holds(x, y *evm.Word) (bool, error) {
	order := x.Cmp(y)
	switch op {
	case Equal:
		return order == 0, nil
	case NotEqual:
		return order != 0, nil
	case Less:
		return order < 0, nil
	case LessOrEqual:
		return order <= 0, nil
	case Greater:
		return order > 0, nil
	case GreaterOrEqual:
		return order >= 0, nil
	}
	return false, fmt.Errorf("comparison %q, expected one of == != < <= > >=", string(op))
}
