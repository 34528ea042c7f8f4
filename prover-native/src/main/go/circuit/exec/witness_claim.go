// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/evm/outcome"
	"suture.dev/prover-native/gadget/arith"
)

// kinds of observables that a condition may be about; nothing but a transaction changes a nonce here, so none is proven.
var kinds = map[outcome.Subject]int{outcome.TxStatus: ObservedStatus, outcome.Slot: ObservedSlot, outcome.Balance: ObservedBalance}

// comparisons gives opcode and negation for each operator.
var comparisons = map[outcome.Op]struct {
	op      byte
	negated bool
}{
	outcome.Equal: {arith.EQ, false}, outcome.NotEqual: {arith.EQ, true}, outcome.Less: {arith.LT, false}, outcome.GreaterOrEqual: {arith.LT, true},
	outcome.Greater: {arith.GT, false}, outcome.LessOrEqual: {arith.GT, true},
}

func (b *builder) assignHarm() error {
	if len(b.in.Harm) > maxConditions {
		return &CapacityError{"conditions of the harm", len(b.in.Harm), maxConditions}
	}
	for i, term := range b.in.Harm {
		kind, known := kinds[term.Subject]
		if !known {
			return &UnsupportedError{"a condition on a nonce"}
		}
		comparison := comparisons[term.Op]
		c := &b.c.Harm.Conditions[i]
		c.Active, c.Kind, c.Index = 1, kind, b.observedIndex(term)
		c.Op, c.Negated, c.Value = int(comparison.op), bit(comparison.negated), halves(&term.Value)
		for r := range runs {
			fact := arith.Fact{Op: comparison.op, A: b.observe(term, r), B: term.Value}
			result := fact.Result()
			c.Observed[r], c.Result[r] = halves(&fact.A), result.Uint64()
			b.facts = append(b.facts, fact)
		}
	}
	return nil
}

func (b *builder) observedIndex(c outcome.Condition) int {
	switch c.Subject {
	case outcome.Slot:
		return b.slots[slotName{b.indices[c.Address], c.Slot}]
	case outcome.Balance:
		return b.indices[c.Address]
	}
	return c.Tx
}

func (b *builder) observe(c outcome.Condition, r int) evm.Word {
	switch c.Subject {
	case outcome.Slot:
		return b.cellAt(cellName{spaceStorage + r, b.indices[c.Address], c.Slot}).value
	case outcome.Balance:
		return b.cellAt(cellName{spaceBalance + r, b.indices[c.Address], evm.Word{}}).value
	}
	return evm.Word{uint64(bit(b.traces[r].Txs[c.Tx].Success))}
}

func (b *builder) assignEnvironment() {
	e := &b.in.Scenario.Env
	number := func(x uint64) *evm.Word { return new(evm.Word).SetUint64(x) }
	coinbase, blobBaseFee := e.Coinbase.Word(), new(evm.Word)
	if e.BlobBaseFee != nil {
		blobBaseFee = e.BlobBaseFee
	}
	for _, column := range []struct {
		word  *Word
		value *evm.Word
	}{
		{&b.c.Env.Coinbase, &coinbase}, {&b.c.Env.Timestamp, number(e.Timestamp)}, {&b.c.Env.Number, number(e.Number)},
		{&b.c.Env.PrevRandao, &e.PrevRandao}, {&b.c.Env.GasLimit, number(e.GasLimit)}, {&b.c.Env.ChainID, &e.ChainID},
		{&b.c.Env.BaseFee, &e.BaseFee}, {&b.c.Env.BlobBaseFee, blobBaseFee},
	} {
		*column.word = halves(column.value)
	}
}

// commit computes S and A from the columns.
func (b *builder) commit(blinds Blinds) (Commitments, error) {
	c := b.c
	out := Commitments{Preserved: b.in.Preserved, HarmClaimed: len(b.in.Harm) > 0, Succeeded: b.succeeded(), Selectors: b.in.Selectors, BlockedByRevert: c.Divergence.Claimed == 1}
	var err error
	if out.OldCode, err = commitment.OldCode(b.in.Old); err != nil {
		return out, err
	}
	if out.NewCode, err = commitment.NewCode(b.in.New, blinds.Commitment, blinds.Evaluation); err != nil {
		return out, err
	}
	out.Scenario = b.scenario(blinds.Scenario)
	out.Harm = commitment.Hash(commitment.TagHarm, elements(append(c.Harm.elements(), blinds.Harm)))
	out.Statement = Statement(c.shape.Name, out)
	out.Claim = commitment.Claim(out.NewCode, out.Statement)
	return out, nil
}

// Statement is S: what one proof claims, with scenario and harm only through their commitments. It reads OldCode, Scenario,
// Harm, Preserved, Succeeded, Selectors, HarmClaimed and BlockedByRevert.
func Statement(shape string, c Commitments) fr.Element {
	return commitment.Hash(commitment.TagExecClaim, []fr.Element{
		c.OldCode, commitment.Element(shape), c.Scenario, element(bit(c.Preserved)), element(c.Succeeded), packSelectors(c.Selectors),
		element(bit(c.HarmClaimed)), c.Harm, element(bit(c.BlockedByRevert)),
	})
}

// numbers is the algebra of values.
type numbers struct{}

func (numbers) Add(x, y frontend.Variable, more ...frontend.Variable) frontend.Variable {
	sum := element(x)
	for _, term := range append([]frontend.Variable{y}, more...) {
		e := element(term)
		sum.Add(&sum, &e)
	}
	return sum
}

func (numbers) Mul(x, y frontend.Variable, more ...frontend.Variable) frontend.Variable {
	product := element(x)
	for _, factor := range append([]frontend.Variable{y}, more...) {
		e := element(factor)
		product.Mul(&product, &e)
	}
	return product
}

func element(x frontend.Variable) fr.Element {
	var e fr.Element
	if _, err := e.SetInterface(x); err != nil {
		panic(err) // columns are numbers
	}
	return e
}

func elements(list []frontend.Variable) []fr.Element {
	out := make([]fr.Element, len(list))
	for i, x := range list {
		out[i] = element(x)
	}
	return out
}

func toInt(x frontend.Variable) int64 {
	e := element(x)
	return int64(e.Uint64())
}
