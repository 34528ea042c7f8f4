// SPDX-License-Identifier: Apache-2.0

package casefile

import "suture.dev/prover-native/evm/outcome"

// readCondition reads {tx, status}, {address, slot, op, value} or {address, field, op, value}.
func readCondition(n node) (c outcome.Condition, err error) {
	members, err := n.members()
	if err != nil {
		return c, err
	}
	if _, aboutTx := members["tx"]; aboutTx {
		return readTxCondition(n)
	}
	subject := "field"
	if _, aboutSlot := members["slot"]; aboutSlot {
		subject = "slot"
	}
	if members, err = n.object([]string{"address", subject, "op", "value"}, nil); err != nil {
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
	if c.Op, err = readOp(members["op"]); err != nil {
		return c, err
	}
	c.Value, err = members["value"].word()
	return c, err
}

func readTxCondition(n node) (c outcome.Condition, err error) {
	members, err := n.object([]string{"tx", "status"}, nil)
	if err != nil {
		return c, err
	}
	index, err := members["tx"].uint64()
	if err != nil || index > 1<<20 {
		return c, members["tx"].expected("the index of a transaction")
	}
	status, err := members["status"].uint64()
	if err != nil || status > 1 {
		return c, members["status"].expected("0 or 1")
	}
	c = outcome.Condition{Subject: outcome.TxStatus, Tx: int(index), Op: outcome.Equal}
	c.Value.SetUint64(status)
	return c, nil
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
