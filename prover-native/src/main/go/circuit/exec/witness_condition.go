// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"slices"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"

	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/evm/outcome"
	"suture.dev/prover-native/gadget/arith"
)

// kinds of observables that a condition may be about; nothing but a transaction changes a nonce here, so none is proven.
var kinds = map[outcome.Subject]int{
	outcome.TxStatus: ObservedStatus, outcome.Slot: ObservedSlot, outcome.Balance: ObservedBalance, outcome.ReturnData: ObservedReturn,
	outcome.Checker: ObservedChecker,
}

// comparisons gives opcode and negation for each operator.
var comparisons = map[outcome.Op]struct {
	op      byte
	negated bool
}{
	outcome.Equal: {arith.EQ, false}, outcome.NotEqual: {arith.EQ, true}, outcome.Less: {arith.LT, false}, outcome.GreaterOrEqual: {arith.LT, true},
	outcome.Greater: {arith.GT, false}, outcome.LessOrEqual: {arith.GT, true},
}

// fillConditions writes down what a claim commits to.
func fillConditions(columns *[maxConditions]Condition, terms []outcome.Condition, of string) error {
	if len(terms) > maxConditions {
		return &CapacityError{of, len(terms), maxConditions}
	}
	for i, term := range terms {
		kind, known := kinds[term.Subject]
		if !known {
			return &UnsupportedError{"a condition on a nonce"}
		}
		c, comparison := &columns[i], comparisons[term.Op]
		c.Active, c.Kind, c.Op, c.Negated, c.Pre = 1, kind, int(comparison.op), bit(comparison.negated), bit(term.Pre)
		c.Address, c.Key, c.Value = 0, Word{0, 0}, halves(&term.Value)
		switch term.Subject {
		case outcome.TxStatus:
			c.Key.Lo = term.Tx
		case outcome.ReturnData:
			c.Key = Word{term.Tx, term.Word}
		case outcome.Slot:
			c.Address, c.Key = AddressElement(term.Address), halves(&term.Slot)
		default:
			c.Address = AddressElement(term.Address)
		}
	}
	zeroEmpty(columns)
	return nil
}

// AddressElement is an address as a number, as claims and conditions have it.
func AddressElement(a evm.Address) fr.Element {
	var e fr.Element
	e.SetBytes(a[:])
	return e
}

// ExpectedCommitment is what a claim says of conditions that are to hold on new code. A blind of zero hides nothing.
func ExpectedCommitment(conditions []outcome.Condition, blind fr.Element) (fr.Element, error) {
	var columns [maxConditions]Condition
	if err := fillConditions(&columns, conditions, partExpected); err != nil {
		return fr.Element{}, err
	}
	return commitment.Hash(commitment.TagExpected, elements(append(conditionElements(numbers{}, &columns), blind))), nil
}

// conditions are those of both lists.
func (b *builder) conditions() []outcome.Condition { return slices.Concat(b.in.Harm, b.in.Expected) }

func (b *builder) assignConditions() error {
	harm, expected := &b.c.Harm, &b.c.Expected
	if err := fillConditions(&harm.Conditions, b.in.Harm, partHarm); err != nil {
		return err
	}
	if err := fillConditions(&expected.Conditions, b.in.Expected, partExpected); err != nil {
		return err
	}
	for i, term := range b.in.Harm {
		for r := range runs {
			b.see(term, &harm.Conditions[i], &harm.Seen[r][i], r)
		}
	}
	for i, term := range b.in.Expected {
		b.see(term, &expected.Conditions[i], &expected.Seen[i], codeNew)
	}
	harm.Claimed, expected.Claimed = bit(len(b.in.Harm) > 0), bit(len(b.in.Expected) > 0)
	return b.failure
}

// see compares an observable at the end of a run.
func (b *builder) see(term outcome.Condition, c *Condition, o *Observation, r int) {
	right := term.Value
	if term.Pre {
		right = b.before(&term)
		c.Value = halves(&right)
	}
	fact := arith.Fact{Op: comparisons[term.Op].op, A: b.observed(&term, r), B: right}
	result := fact.Result()
	o.Value, o.Result = halves(&fact.A), result.Uint64()
	b.facts = append(b.facts, fact)
}

func (b *builder) before(c *outcome.Condition) (value evm.Word) {
	if account := b.in.Scenario.Pre[c.Address]; account != nil && c.Subject == outcome.Slot {
		value = account.Storage[c.Slot]
	} else if account != nil {
		value = account.Balance
	}
	return value
}

// observed is what the columns hold of an observable.
func (b *builder) observed(c *outcome.Condition, r int) evm.Word {
	switch c.Subject {
	case outcome.Slot:
		return b.cellAt(cellName{spaceStorage + r, b.indices[c.Address], c.Slot}).value
	case outcome.Balance:
		return b.cellAt(cellName{spaceBalance + r, b.indices[c.Address], evm.Word{}}).value
	}
	value, err := c.Observe(b.traces[r])
	if err != nil {
		b.unsupported("a condition on a transaction that there is not") // Check says which
	}
	return value
}

// outputName names a word that conditions ask for.
type outputName struct {
	run, tx, word int
	checker       bool
}

// outputNames lists the words, each once, in the order in which conditions name them.
func (b *builder) outputNames() []outputName {
	var names []outputName
	add := func(conditions []outcome.Condition, first int) {
		for _, c := range conditions {
			for r := first; r < runs && (c.Subject == outcome.ReturnData || c.Subject == outcome.Checker); r++ {
				if name := (outputName{r, c.Tx, c.Word, c.Subject == outcome.Checker}); !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
	}
	add(b.in.Harm, codeOld)
	add(b.in.Expected, codeNew)
	return names
}

// outputTail is how many zeros conditions read behind what a transaction returned; it is the same for both runs, so that equal
// strings share their place.
func (b *builder) outputTail(f *frame) int {
	if f.parent != nil {
		return 0
	}
	tail := 0
	for _, name := range b.outputNames() {
		if name.tx == f.tx {
			tail = max(tail, wordBytes*(name.word+1)-len(f.output))
		}
	}
	return tail
}

func (b *builder) assignOutputs() error {
	for _, name := range b.outputNames() {
		row := take(b, partOutputs, b.c.Outputs)
		if name.tx >= len(b.in.Scenario.Txs) {
			b.unsupported("a condition on a transaction that there is not")
			return b.failure
		}
		tx, closing, output := &b.in.Scenario.Txs[name.tx], &b.c.Txs[name.tx].Runs[name.run].Closing, b.traces[name.run].Txs[name.tx].Output
		if name.checker && !tx.Static {
			b.unsupported("a condition on a checker that nobody asks")
		}
		*row = Output{
			Active: 1, Run: name.run, Tx: name.tx, Index: name.word, Success: closing.Success, Base: closing.OutputBase, Len: len(output),
			Static: bit(tx.Static), Callee: AddressElement(tx.To), OfChecker: bit(name.checker), Whole: bit(name.checker && len(output) >= wordBytes),
		}
		word := outcome.Condition{Subject: outcome.ReturnData, Tx: name.tx, Word: name.word}
		value, err := word.Observe(b.traces[name.run])
		if err != nil {
			return err
		}
		for i, v := range value.Bytes32() {
			row.Byte[i] = v
		}
		b.rom.zerosAt(b, int(toInt(closing.OutputBase))+len(output), &row.Zeros)
	}
	return b.failure
}
