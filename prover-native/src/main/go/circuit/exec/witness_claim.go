// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/evm"
)

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
	out := Commitments{
		Preserved: b.in.Preserved, Succeeded: b.succeeded(), Selectors: b.in.Selectors, HarmClaimed: len(b.in.Harm) > 0,
		ExpectedClaimed: len(b.in.Expected) > 0, BlockedByRevert: c.Divergence.Claimed == 1,
	}
	out.Target = AddressElement(b.in.Scenario.Target)
	var err error
	if out.OldCode, err = commitment.OldCode(b.in.Old); err != nil {
		return out, err
	}
	if out.NewCode, err = commitment.NewCode(b.in.New, blinds.Commitment, blinds.Evaluation); err != nil {
		return out, err
	}
	out.Scenario = b.scenario(blinds.Scenario)
	out.Harm = commitment.Hash(commitment.TagHarm, elements(append(conditionElements(numbers{}, &c.Harm.Conditions), blinds.Harm)))
	out.Expected = commitment.Hash(commitment.TagExpected, elements(append(conditionElements(numbers{}, &c.Expected.Conditions), blinds.Expected)))
	out.Statement = Statement(c.shape.Name, out)
	out.Claim = commitment.Claim(out.NewCode, out.Statement)
	return out, nil
}

// Statement is S: what one proof claims, with scenario and conditions only through their commitments. It reads all but NewCode,
// Statement and Claim.
func Statement(shape string, c Commitments) fr.Element {
	return commitment.Hash(commitment.TagExecClaim, []fr.Element{
		c.OldCode, commitment.Element(shape), c.Target, c.Scenario, element(bit(c.Preserved)), element(c.Succeeded), packSelectors(c.Selectors),
		element(bit(c.HarmClaimed)), c.Harm, element(bit(c.ExpectedClaimed)), c.Expected, element(bit(c.BlockedByRevert)),
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
