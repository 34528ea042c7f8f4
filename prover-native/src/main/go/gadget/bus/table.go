// SPDX-License-Identifier: Apache-2.0

package bus

import (
	"fmt"
	"math/big"

	"github.com/consensys/gnark/constraint/solver"
	"github.com/consensys/gnark/frontend"
)

func init() { solver.RegisterHint(countHint) }

// Table is one argument: a static table or a balance, never both.
type Table struct {
	argument *Argument
	name     string
	balance  bool

	queries, entries []tuple
}

type tuple struct {
	count, meta frontend.Variable
	words       []*Word
	composed    func(*Challenges) frontend.Variable // instead of meta and words
}

func (e tuple) key(c *Challenges) frontend.Variable {
	if e.composed != nil {
		return e.composed(c)
	}
	return c.Key(e.meta, e.words)
}

// Static opens a table of facts: every query must be among the entries.
func (a *Argument) Static(name string) *Table { return a.open(name, false) }

// Balance opens a multiset argument: what is sent is received, as often.
func (a *Argument) Balance(name string) *Table { return a.open(name, true) }

func (a *Argument) open(name string, balance bool) *Table {
	t := &Table{argument: a, name: name, balance: balance}
	a.tables = append(a.tables, t)
	return t
}

// Entry adds a fact to a static table. The same fact may be there twice.
func (t *Table) Entry(meta frontend.Variable, words ...*Word) {
	t.want(false, "Entry")
	t.entries = append(t.entries, tuple{nil, meta, words, nil})
}

// EntryAs is Entry with a key that the caller composes of products it shares; the tuple serves to count.
func (t *Table) EntryAs(key func(*Challenges) frontend.Variable, meta frontend.Variable, words ...*Word) {
	t.want(false, "EntryAs")
	t.entries = append(t.entries, tuple{nil, meta, words, key})
}

// Query asserts that the tuple is among the entries where selector is 1, and nothing where it is 0; the caller makes the
// selector a bit.
func (t *Table) Query(selector, meta frontend.Variable, words ...*Word) {
	t.want(false, "Query")
	t.queries = append(t.queries, tuple{selector, meta, words, nil})
}

// QueryAs is Query with a key that the caller composes of products it shares; the tuple serves to count.
func (t *Table) QueryAs(selector frontend.Variable, key func(*Challenges) frontend.Variable, meta frontend.Variable, words ...*Word) {
	t.want(false, "QueryAs")
	t.queries = append(t.queries, tuple{selector, meta, words, key})
}

// Send puts a tuple on a balance as often as count says; the caller makes count a bit.
func (t *Table) Send(count, meta frontend.Variable, words ...*Word) {
	t.want(true, "Send")
	t.queries = append(t.queries, tuple{count, meta, words, nil})
}

// SendAs is Send with a key that the caller composes of products it shares, equal to that of the tuple it stands for.
func (t *Table) SendAs(count frontend.Variable, key func(*Challenges) frontend.Variable) {
	t.want(true, "SendAs")
	t.queries = append(t.queries, tuple{count: count, composed: key})
}

// ReceiveAs is Receive with a key that the caller composes.
func (t *Table) ReceiveAs(count frontend.Variable, key func(*Challenges) frontend.Variable) {
	t.want(true, "ReceiveAs")
	t.entries = append(t.entries, tuple{count: count, composed: key})
}

// Receive takes a tuple off a balance as often as count says; the caller makes count a bit.
func (t *Table) Receive(count, meta frontend.Variable, words ...*Word) {
	t.want(true, "Receive")
	t.entries = append(t.entries, tuple{count, meta, words, nil})
}

func (t *Table) want(balance bool, method string) {
	if t.balance != balance {
		panic(fmt.Sprintf("bus: %s on table %q of the other kind", method, t.name)) // a programmer's mistake, seen at compile time
	}
}

// count has a hint count the queries of each entry, and commits to the counts.
func (t *Table) count() error {
	if t.balance || len(t.entries) == 0 {
		return nil
	}
	width := 1
	for _, e := range append(t.entries, t.queries...) {
		width = max(width, 1+2*len(e.words))
	}
	inputs := []frontend.Variable{len(t.entries), width}
	for _, e := range t.entries {
		inputs = e.append(inputs, width)
	}
	for _, q := range t.queries {
		inputs = append(q.append(inputs, width), q.count)
	}
	counts, err := t.argument.API.Compiler().NewHint(countHint, len(t.entries), inputs...)
	if err != nil {
		return fmt.Errorf("count table %s: %w", t.name, err)
	}
	for i := range t.entries {
		t.entries[i].count = counts[i]
	}
	t.argument.Commit(counts...)
	return nil
}

func (e tuple) append(to []frontend.Variable, width int) []frontend.Variable {
	to = append(to, e.meta)
	for _, w := range e.words {
		if w == nil {
			to = append(to, 0, 0)
		} else {
			to = append(to, w.Hi, w.Lo)
		}
	}
	for i := 1 + 2*len(e.words); i < width; i++ {
		to = append(to, 0)
	}
	return to
}

// countHint: number of entries, width, entries, then queries each followed by its selector; gives the counts. A query that is
// in no entry is left out: the argument fails, not the hint.
func countHint(_ *big.Int, inputs, counts []*big.Int) error {
	entries, width := int(inputs[0].Int64()), int(inputs[1].Int64())
	rest := inputs[2:]
	index := make(map[string]int, entries)
	var key []byte
	for i := range entries {
		counts[i].SetUint64(0)
		key = appendKey(key[:0], rest[:width])
		if _, twice := index[string(key)]; !twice {
			index[string(key)] = i
		}
		rest = rest[width:]
	}
	for ; len(rest) > width; rest = rest[width+1:] {
		key = appendKey(key[:0], rest[:width])
		if i, ok := index[string(key)]; ok {
			counts[i].Add(counts[i], rest[width])
		}
	}
	return nil
}

func appendKey(key []byte, tuple []*big.Int) []byte {
	for _, v := range tuple {
		key = append(key, byte(len(v.Bits())))
		for _, limb := range v.Bits() {
			key = append(key, byte(limb), byte(limb>>8), byte(limb>>16), byte(limb>>24), byte(limb>>32), byte(limb>>40), byte(limb>>48), byte(limb>>56))
		}
	}
	return key
}
