// SPDX-License-Identifier: Apache-2.0

// Package bus gathers all lookups and multiset arguments of a circuit behind its one commitment.
//
// Tables hold tuples. A static table (Entry, Query) says that every query is among the entries; how often each entry is
// queried is counted by a hint, and a lie there gains nothing. A balance (Send, Receive) says that the multisets of sent and
// received tuples are equal; it carries state from one row of a circuit to another.
//
// Argument: for challenges β, γ drawn from a commitment to all tuples and selectors,
//
//	Σ s/(β − key) = Σ m/(β − key),   key = meta + Σ_k γ^(2k)·(γ·hi_k + γ²·lo_k)
//
// so a tuple is one meta expression and any number of words (pairs of wires). meta may pack several wires by powers of two
// ONLY where each is bounded by other constraints: r + 64·byte has many readings. Cost in R1CS: 1 per tuple, and 2 for a word
// (1 where a half is constant). The products of a word are shared by all tuples that take the same *Word at the same place,
// and at another place it costs 1. A nil word stands for zeros and is free.
// References: [Haböck] https://eprint.iacr.org/2022/1530; DESIGN.md §5.
package bus

import (
	"fmt"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/lookup"
	"suture.dev/prover-native/gadget/poseidon"
)

// Argument collects columns and tables, then closes over them once.
type Argument struct {
	API frontend.API

	columns []frontend.Variable
	tables  []*Table
	later   []func(*Challenges)
}

// Challenges are β and the powers of γ.
type Challenges struct {
	api   frontend.API
	Beta  frontend.Variable
	gamma []frontend.Variable
}

// maxPower bounds the powers of γ: tuples of up to 32 words.
const maxPower = 65

// New starts the argument of a circuit.
func New(api frontend.API) *Argument { return &Argument{API: api} }

// Commit adds columns to the commitment. Whatever occurs in a tuple or a selector must be a function of committed columns
// and constants.
func (a *Argument) Commit(columns ...frontend.Variable) { a.columns = append(a.columns, columns...) }

// Later runs a constraint once the challenges are known.
func (a *Argument) Later(constraint func(*Challenges)) { a.later = append(a.later, constraint) }

// Close counts static lookups, commits, draws the challenges and asserts every table; call it last and once.
func (a *Argument) Close() error {
	for _, t := range a.tables {
		if err := t.count(); err != nil {
			return err
		}
	}
	c, err := a.draw()
	if err != nil {
		return err
	}
	for _, constraint := range a.later {
		constraint(c)
	}
	for _, t := range a.tables {
		t.close(c)
	}
	return nil
}

// draw commits to the columns and derives β and γ.
func (a *Argument) draw() (*Challenges, error) {
	committer, ok := a.API.Compiler().(frontend.Committer)
	if !ok {
		return nil, fmt.Errorf("the backend has no commitments")
	}
	root, err := committer.Commit(a.columns...)
	if err != nil {
		return nil, fmt.Errorf("commit to the columns: %w", err)
	}
	sponge, err := poseidon.New(a.API)
	if err != nil {
		return nil, err
	}
	drawn, err := sponge.Expand("suture.v1.challenges", root, 2)
	if err != nil {
		return nil, err
	}
	// Squared, so that each challenge is one wire and no later product carries the sponge's long expressions.
	c := &Challenges{api: a.API, Beta: a.API.Mul(drawn[0], drawn[0]), gamma: make([]frontend.Variable, 2, maxPower)}
	c.gamma[0], c.gamma[1] = 1, a.API.Mul(drawn[1], drawn[1])
	return c, nil
}

// Gamma is γ^power; powers are made as they are needed.
func (c *Challenges) Gamma(power int) frontend.Variable {
	for len(c.gamma) <= power {
		c.gamma = append(c.gamma, c.api.Mul(c.gamma[len(c.gamma)-1], c.gamma[1]))
	}
	return c.gamma[power]
}

// Key folds a tuple into one field element.
func (c *Challenges) Key(meta frontend.Variable, words []*Word) frontend.Variable {
	key := meta
	for k, w := range words {
		if w != nil {
			key = c.api.Add(key, w.At(c, k))
		}
	}
	return key
}

// Word is a pair of wires in a tuple: the halves of a 256-bit number, or any two values.
type Word struct {
	Hi, Lo frontend.Variable

	places []placed
}

// placed is γ^(2·place)·(γ·hi + γ²·lo).
type placed struct {
	place int
	value frontend.Variable
}

// Pair makes a word; keep the pointer to share its products among tuples.
func Pair(hi, lo frontend.Variable) *Word { return &Word{Hi: hi, Lo: lo} }

// At is the word's part of a key where it stands at the given place of a tuple.
func (w *Word) At(c *Challenges, place int) frontend.Variable {
	for _, p := range w.places {
		if p.place == place {
			return p.value
		}
	}
	var value frontend.Variable
	if len(w.places) > 0 && w.places[0].place < place {
		value = c.api.Mul(c.Gamma(2*(place-w.places[0].place)), w.places[0].value)
	} else {
		value = c.api.Add(c.api.Mul(c.Gamma(2*place+1), w.Hi), c.api.Mul(c.Gamma(2*place+2), w.Lo))
	}
	w.places = append(w.places, placed{place, value})
	return value
}

// close asserts that both sides of a table agree.
func (t *Table) close(c *Challenges) {
	sum := lookup.New(t.argument.API, c.Beta)
	for _, q := range t.queries {
		sum.RequireIf(q.count, q.key(c))
	}
	for _, e := range t.entries {
		sum.Provide(e.key(c), e.count)
	}
	sum.Close()
}
