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
	TxStatus   Subject = iota // 1 or 0 of transaction Tx; only Equal is meant
	Slot                      // of Address, after the run
	Balance                   // of Address, in wei, after the run
	Nonce                     // of Address, after the run
	ReturnData                // word Word of what transaction Tx returned, of a failed one too; zeros behind the end
	Checker                   // what the checker at Address answered in transaction Tx, or NoAnswer; only Equal to 1 or 0 is meant
)

// NoAnswer is the subject of a condition on a checker that fails or returns less than a word: neither 1 nor 0.
const NoAnswer = 2

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
	Tx      int         // TxStatus, ReturnData, Checker: index in Scenario.Txs
	Word    int         // ReturnData only: index of 32 bytes
	Address evm.Address // Slot, Balance, Nonce, Checker
	Slot    evm.Word    // Slot only
	Op      Op
	Value   evm.Word
	Pre     bool // Slot and Balance only: compares with what the subject was before the run, not with Value
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
		holds, err := condition.holds(trace)
		if err != nil {
			return false, fmt.Errorf("condition %d: %w", i, err)
		}
		all = all && holds
	}
	return all, nil
}

func (c *Condition) holds(trace *evm.Trace) (bool, error) {
	value, err := c.Observe(trace)
	if err != nil {
		return false, err
	}
	right := c.Value
	if c.Pre {
		if right, err = c.Before(trace); err != nil {
			return false, err
		}
	}
	return c.Op.holds(&value, &right)
}

// Observe gives the subject after a run that ended.
func (c *Condition) Observe(trace *evm.Trace) (value evm.Word, err error) {
	switch c.Subject {
	case TxStatus, ReturnData, Checker:
		if c.Tx < 0 || c.Tx >= len(trace.Txs) {
			return value, fmt.Errorf("transaction %d, expected one of %d", c.Tx, len(trace.Txs))
		}
		return c.ofTransaction(&trace.Txs[c.Tx])
	}
	return c.ofWorld(trace.Post)
}

// Before gives the subject as the run found it: a slot or a balance.
func (c *Condition) Before(trace *evm.Trace) (value evm.Word, err error) {
	if c.Subject != Slot && c.Subject != Balance {
		return value, fmt.Errorf("subject %d before the run, expected a slot or a balance", c.Subject)
	}
	return c.ofWorld(trace.Pre)
}

func (c *Condition) ofTransaction(tx *evm.TxResult) (value evm.Word, err error) {
	switch {
	case c.Subject == TxStatus && tx.Success:
		value.SetOne()
	case c.Subject == ReturnData && c.Word < 0:
		return value, fmt.Errorf("word %d, expected none below 0", c.Word)
	case c.Subject == ReturnData:
		value = wordAt(tx.Output, c.Word)
	case c.Subject == Checker && tx.Success && len(tx.Output) >= wordBytes:
		value = wordAt(tx.Output, 0)
	case c.Subject == Checker:
		value.SetUint64(NoAnswer)
	}
	return value, nil
}

const wordBytes = 32

// wordAt cuts a word out of data that go on with zeros.
func wordAt(data []byte, index int) (value evm.Word) {
	var word [wordBytes]byte
	if index < (len(data)+wordBytes-1)/wordBytes {
		copy(word[:], data[index*wordBytes:])
	}
	value.SetBytes32(word[:])
	return value
}

func (c *Condition) ofWorld(world evm.World) (value evm.Word, err error) {
	account := orEmpty(world[c.Address])
	switch c.Subject {
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
