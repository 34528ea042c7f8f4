// SPDX-License-Identifier: Apache-2.0

package casefile

import (
	"encoding/json"
	"errors"

	"suture.dev/prover-native/evm/outcome"
)

// DecodeConditions reads a list of conditions that stands alone. Which transactions there are is not known: they are not
// compared with any, and those of checkers have no number.
func DecodeConditions(text []byte) ([]outcome.Condition, error) {
	if !json.Valid(text) {
		return nil, errors.New("conditions: not JSON, expected an array")
	}
	return conditionsOf(node{"conditions", text})
}

func conditionsOf(n node) ([]outcome.Condition, error) {
	list, err := n.array()
	if err != nil {
		return nil, err
	}
	return each(list, readCondition)
}

// readCondition reads {tx, status}, {tx, returnData, op, value}, {address, slot, op, value}, {address, field, op, value} or
// {checker, broken}.
func readCondition(n node) (c outcome.Condition, err error) {
	members, err := n.members()
	if err != nil {
		return c, err
	}
	has := func(name string) bool {
		_, there := members[name]
		return there
	}
	switch {
	case has("checker"):
		return readCheckerCondition(n)
	case has("tx") && has("returnData"):
		return readReturnCondition(n)
	case has("tx"):
		return readStatusCondition(n)
	case has("slot"):
		return readWorldCondition(n, "slot")
	}
	return readWorldCondition(n, "field")
}

// readWorldCondition reads a condition on a slot or a field of an account.
func readWorldCondition(n node, subject string) (c outcome.Condition, err error) {
	members, err := n.object([]string{"address", subject, "op", "value"}, nil)
	if err != nil {
		return c, err
	}
	if c.Address, err = members["address"].address(); err != nil {
		return c, err
	}
	if subject == "slot" {
		c.Subject = outcome.Slot
		c.Slot, err = members["slot"].word()
	} else {
		c.Subject, err = readField(members["field"])
	}
	if err != nil {
		return c, err
	}
	// A nonce is not compared with what it was: nobody proves anything about nonces.
	if text, _ := members["value"].text(); text == "pre" && c.Subject != outcome.Nonce {
		c.Pre = true
		c.Op, err = readOp(members["op"])
		return c, err
	}
	return readComparison(members, c)
}

// readComparison reads op and value.
func readComparison(members map[string]node, c outcome.Condition) (outcome.Condition, error) {
	var err error
	if c.Op, err = readOp(members["op"]); err != nil {
		return c, err
	}
	c.Value, err = members["value"].word()
	return c, err
}

func readStatusCondition(n node) (c outcome.Condition, err error) {
	members, err := n.object([]string{"tx", "status"}, nil)
	if err != nil {
		return c, err
	}
	c = outcome.Condition{Subject: outcome.TxStatus, Op: outcome.Equal}
	if c.Tx, err = readIndex(members["tx"], "a transaction"); err != nil {
		return c, err
	}
	status, err := members["status"].uint64()
	if err != nil || status > 1 {
		return c, members["status"].expected("0 or 1")
	}
	c.Value.SetUint64(status)
	return c, nil
}

func readReturnCondition(n node) (c outcome.Condition, err error) {
	members, err := n.object([]string{"tx", "returnData", "op", "value"}, nil)
	if err != nil {
		return c, err
	}
	c.Subject = outcome.ReturnData
	if c.Tx, err = readIndex(members["tx"], "a transaction"); err != nil {
		return c, err
	}
	if c.Word, err = readIndex(members["returnData"], "a word"); err != nil {
		return c, err
	}
	return readComparison(members, c)
}

func readCheckerCondition(n node) (c outcome.Condition, err error) {
	members, err := n.object([]string{"checker"}, []string{"broken"})
	if err != nil {
		return c, err
	}
	c = outcome.Condition{Subject: outcome.Checker, Op: outcome.Equal}
	if c.Address, err = members["checker"].address(); err != nil {
		return c, err
	}
	broken := true
	if member, there := members["broken"]; there {
		if broken, err = member.boolean(); err != nil {
			return c, err
		}
	}
	if broken {
		c.Value.SetOne()
	}
	return c, nil
}

func readIndex(n node, of string) (int, error) {
	index, err := n.uint64()
	if err != nil || index > 1<<20 {
		return 0, n.expected("the index of " + of)
	}
	return int(index), nil
}

func readField(n node) (outcome.Subject, error) {
	switch text, _ := n.text(); text {
	case "balance":
		return outcome.Balance, nil
	case "nonce":
		return outcome.Nonce, nil
	}
	return 0, n.expected(`"balance" or "nonce"`)
}

func readOp(n node) (outcome.Op, error) {
	text, _ := n.text()
	switch op := outcome.Op(text); op {
	case outcome.Equal, outcome.NotEqual, outcome.Less, outcome.LessOrEqual, outcome.Greater, outcome.GreaterOrEqual:
		return op, nil
	}
	return "", n.expected("one of == != < <= > >=")
}
