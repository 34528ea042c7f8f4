// SPDX-License-Identifier: Apache-2.0

// Package lookup is the log-derivative argument: every queried key is in a table when
//
//	Σ_queries s/(β − key) = Σ_entries m/(β − key)
//
// for a β drawn after all keys, selectors s and multiplicities m are fixed. One R1CS per query and per entry, one for the
// table. Reference: [Haböck] https://eprint.iacr.org/2022/1530.
//
// Keys made of several values use powers of a second, independent challenge. Never pack two wires in one key by powers of
// two unless both are bounded elsewhere: r + 64·byte has many readings. β and γ must be independent: with γ = β² the
// functions 1/(β − key) of distinct keys can be linearly dependent.
package lookup

import "github.com/consensys/gnark/frontend"

// Table collects the terms of one argument.
type Table struct {
	api              frontend.API
	beta             frontend.Variable
	queries, entries []frontend.Variable
}

// New starts a table; beta must come from a commitment to everything that is looked up.
func New(api frontend.API, beta frontend.Variable) *Table {
	return &Table{api: api, beta: beta}
}

// Provide adds an entry that may be queried as often as multiplicity says.
func (t *Table) Provide(key, multiplicity frontend.Variable) {
	t.entries = append(t.entries, t.fraction(multiplicity, key))
}

// Require asserts that key is in the table.
func (t *Table) Require(key frontend.Variable) { t.RequireIf(1, key) }

// RequireIf asserts that key is in the table where selector is 1, and nothing where it is 0. The caller makes the selector
// a bit; a selector of 0 must be the only other value.
func (t *Table) RequireIf(selector, key frontend.Variable) {
	t.queries = append(t.queries, t.fraction(selector, key))
}

// Close asserts that the two sums agree; call it once.
func (t *Table) Close() {
	t.api.AssertIsEqual(sum(t.api, t.queries), sum(t.api, t.entries))
}

// fraction is numerator/(β − key). The divisor is zero with negligible probability, since key was fixed before β.
func (t *Table) fraction(numerator, key frontend.Variable) frontend.Variable {
	return t.api.DivUnchecked(numerator, t.api.Sub(t.beta, key))
}

// sum adds in one step: folding pairwise would copy the growing expression for each term.
func sum(api frontend.API, terms []frontend.Variable) frontend.Variable {
	if len(terms) < 2 {
		return api.Add(0, append(terms, 0)[0])
	}
	return api.Add(terms[0], terms[1], terms[2:]...)
}
