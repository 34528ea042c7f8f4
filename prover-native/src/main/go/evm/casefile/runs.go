// SPDX-License-Identifier: Apache-2.0

package casefile

import (
	"errors"
	"fmt"

	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/evm/outcome"
)

// Expectation is a scenario of behaviour.expected: its conditions are to hold after the run on new code.
type Expectation struct {
	Label      string
	Txs        []evm.Tx
	Conditions []outcome.Condition
}

func readRuns(members map[string]node, s *Scenarios) error {
	for _, read := range []func(map[string]node, *Scenarios) error{readBenign, readExploit, readExpected} {
		if err := read(members, s); err != nil {
			return err
		}
	}
	return nil
}

func readBenign(members map[string]node, s *Scenarios) error {
	benign, err := members["benign"].array()
	if err != nil {
		return err
	}
	if s.Benign, err = each(benign, readTxs); err != nil {
		return err
	}
	if len(s.Benign) != len(s.BenignLabels) {
		return fmt.Errorf("benignLabels: %d labels, expected one for each of %d scenarios", len(s.BenignLabels), len(s.Benign))
	}
	return nil
}

func readExploit(members map[string]node, s *Scenarios) (err error) {
	if s.Exploit, err = readTxs(members["exploit"]); err != nil {
		return err
	}
	if s.ExploitSucceeded, err = s.readConditions(members["exploitSucceeded"], s.Exploit); err != nil {
		return err
	}
	if safe, there := members["safe"]; there {
		if s.Safe, err = s.readConditions(safe, s.Exploit); err != nil {
			return err
		}
	}
	if len(s.Exploit) == 0 && len(s.ExploitSucceeded)+len(s.Safe) > 0 {
		return errors.New("exploit: no transaction, expected at least one, or no condition in exploitSucceeded and safe")
	}
	s.Exploit = withCheckers(s.Exploit, s.ExploitSucceeded, s.Safe)
	return nil
}

func readExpected(members map[string]node, s *Scenarios) error {
	expected, there := members["expected"]
	if !there {
		return nil
	}
	list, err := expected.array()
	if err != nil {
		return err
	}
	s.Expected, err = each(list, s.readExpectation)
	return err
}

func (s *Scenarios) readExpectation(n node) (e Expectation, err error) {
	members, err := n.object([]string{"label", "transactions", "conditions"}, nil)
	if err != nil {
		return e, err
	}
	if e.Label, err = members["label"].text(); err != nil {
		return e, err
	}
	if e.Txs, err = readTxs(members["transactions"]); err != nil {
		return e, err
	}
	if len(e.Txs) == 0 {
		return e, fmt.Errorf("%s.transactions: none, expected at least one", n.path)
	}
	if e.Conditions, err = s.readConditions(members["conditions"], e.Txs); err != nil {
		return e, err
	}
	if len(e.Conditions) == 0 {
		return e, fmt.Errorf("%s.conditions: none, expected at least one", n.path)
	}
	e.Txs = withCheckers(e.Txs, e.Conditions)
	return e, nil
}

// readConditions reads conditions about a scenario with these transactions.
func (s *Scenarios) readConditions(n node, txs []evm.Tx) ([]outcome.Condition, error) {
	conditions, err := conditionsOf(n)
	if err != nil {
		return nil, err
	}
	for i, c := range conditions {
		aboutTx := c.Subject == outcome.TxStatus || c.Subject == outcome.ReturnData
		switch {
		case c.Subject == outcome.Checker && (c.Address == s.Target || s.Pre[c.Address] == nil || len(s.Pre[c.Address].Code) == 0):
			// The target's own answer would be that of the patch.
			return nil, fmt.Errorf("%s[%d].checker: %s, expected an account of pre with code that is not the target", n.path, i, c.Address)
		case aboutTx && c.Tx >= len(txs):
			return nil, fmt.Errorf("%s[%d].tx: %d, expected one of %d transactions", n.path, i, c.Tx, len(txs))
		}
	}
	return conditions, nil
}

// withCheckers appends a call of each checker that the conditions name, in the order in which they are first named, and tells
// the conditions which it is.
func withCheckers(txs []evm.Tx, lists ...[]outcome.Condition) []evm.Tx {
	calls := map[evm.Address]int{}
	for _, conditions := range lists {
		for i := range conditions {
			c := &conditions[i]
			if c.Subject != outcome.Checker {
				continue
			}
			if _, asked := calls[c.Address]; !asked {
				calls[c.Address] = len(txs)
				txs = append(txs, evm.CheckerCall(c.Address))
			}
			c.Tx = calls[c.Address]
		}
	}
	return txs
}
