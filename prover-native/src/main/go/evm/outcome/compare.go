// SPDX-License-Identifier: Apache-2.0

package outcome

import (
	"bytes"
	"fmt"
	"maps"
	"slices"

	"suture.dev/prover-native/evm"
)

// Difference is one observable that two runs of a scenario do not share. The texts are for people.
type Difference struct {
	What     string // for example "transaction 2: status"
	Old, New string
}

func (d Difference) String() string { return fmt.Sprintf("%s: %s / %s", d.What, d.Old, d.New) }

// Compare returns in what the runs differ: status and return data (revert data too) of each transaction, the logs that
// were kept, and the world afterwards: all balances, nonces, storage and code, but for the target's code. Gas and steps do
// not count. The order is that of transactions, logs and addresses. A run that is inconclusive differs from any other.
func Compare(old, new *evm.Trace) []Difference {
	if old.Inconclusive != nil || new.Inconclusive != nil {
		return []Difference{{"run", conclusion(old), conclusion(new)}}
	}
	var c comparison
	c.transactions(old.Txs, new.Txs)
	c.logs(keptLogs(old), keptLogs(new))
	c.worlds(old.Post, new.Post, old.Target)
	return c.found
}

func conclusion(t *evm.Trace) string {
	if t.Inconclusive != nil {
		return t.Inconclusive.Error()
	}
	return "ended"
}

type comparison struct{ found []Difference }

func (c *comparison) check(equal bool, what string, old, new any) {
	if !equal {
		c.found = append(c.found, Difference{what, fmt.Sprint(old), fmt.Sprint(new)})
	}
}

func (c *comparison) transactions(old, new []evm.TxResult) {
	c.check(len(old) == len(new), "number of transactions", len(old), len(new))
	for i := range min(len(old), len(new)) {
		x, y := old[i], new[i]
		c.check(x.Success == y.Success, fmt.Sprintf("transaction %d: status", i), status(x.Success), status(y.Success))
		c.check(bytes.Equal(x.Output, y.Output), fmt.Sprintf("transaction %d: return data", i), hexText(x.Output), hexText(y.Output))
	}
}

func status(success bool) string {
	if success {
		return "success"
	}
	return "failure"
}

func hexText(data []byte) string { return fmt.Sprintf("0x%x", data) }

func keptLogs(t *evm.Trace) []string {
	var kept []string
	for _, log := range t.Logs {
		if !log.Kept {
			continue
		}
		topics := ""
		for _, topic := range log.Topics {
			topics += " " + topic.Hex()
		}
		kept = append(kept, fmt.Sprintf("transaction %d, %s, topics%s, data %s", log.Tx, log.Address, topics, hexText(log.Data)))
	}
	return kept
}

func (c *comparison) logs(old, new []string) {
	for i := range max(len(old), len(new)) {
		x, y := "absent", "absent"
		if i < len(old) {
			x = old[i]
		}
		if i < len(new) {
			y = new[i]
		}
		c.check(x == y, fmt.Sprintf("log %d", i), x, y)
	}
}

func (c *comparison) worlds(old, new evm.World, target evm.Address) {
	for _, address := range unionOfKeys(old, new, func(a, b evm.Address) int { return bytes.Compare(a[:], b[:]) }) {
		x, y := orEmpty(old[address]), orEmpty(new[address])
		c.check(x.Balance.Eq(&y.Balance), fmt.Sprintf("account %s: balance", address), x.Balance.Dec(), y.Balance.Dec())
		c.check(x.Nonce == y.Nonce, fmt.Sprintf("account %s: nonce", address), x.Nonce, y.Nonce)
		if address != target {
			c.check(bytes.Equal(x.Code, y.Code), fmt.Sprintf("account %s: code", address), hexText(x.Code), hexText(y.Code))
		}
		for _, slot := range unionOfKeys(x.Storage, y.Storage, func(a, b evm.Word) int { return a.Cmp(&b) }) {
			p, q := x.Storage[slot], y.Storage[slot]
			c.check(p.Eq(&q), fmt.Sprintf("account %s: slot %s", address, slot.Hex()), p.Hex(), q.Hex())
		}
	}
}

func orEmpty(account *evm.Account) *evm.Account {
	if account == nil {
		return &evm.Account{}
	}
	return account
}

func unionOfKeys[K comparable, V any](x, y map[K]V, order func(a, b K) int) []K {
	union := maps.Clone(x)
	if union == nil {
		union = map[K]V{}
	}
	maps.Copy(union, y)
	return slices.SortedFunc(maps.Keys(union), order)
}
