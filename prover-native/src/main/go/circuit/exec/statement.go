// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/circuit/binding"
	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/gadget/bus"
)

// Env holds the constants of the block, one word for each of environmentOps that a scenario may choose.
type Env struct{ Coinbase, Timestamp, Number, PrevRandao, GasLimit, ChainID, BaseFee, BlobBaseFee Word }

// GasValue is what GAS pushes: the instruction only stands before a call, which ignores it.
const GasValue = 30_000_000

func (m *machine) defineEnvironment(e *Env) {
	m.defineBlock(e)
	for _, fact := range []struct {
		op    int
		value Word
	}{
		{0x41, e.Coinbase}, {0x42, e.Timestamp}, {0x43, e.Number}, {0x44, e.PrevRandao}, {0x45, e.GasLimit}, {0x46, e.ChainID},
		{0x48, e.BaseFee}, {0x4a, e.BlobBaseFee}, {0x3a, Word{0, 0}}, {0x5a, Word{0, GasValue}}, {0x5f, Word{0, 0}},
	} {
		m.facts.Entry(fact.op, nil, nil, fact.value.tuple())
	}
}

// defineBlock keeps the constants in the bounds that they have on a chain.
func (m *machine) defineBlock(e *Env) {
	m.ranges.Assert(e.Coinbase.Hi, 32)
	m.ranges.Assert(e.Coinbase.Lo, halfBits)
	for _, w := range []Word{e.Timestamp, e.Number, e.GasLimit} {
		m.api.AssertIsEqual(w.Hi, 0)
		m.ranges.Assert(w.Lo, 64)
	}
	for _, w := range []Word{e.PrevRandao, e.ChainID, e.BaseFee, e.BlobBaseFee} {
		m.ranges.AssertWord(w.tuple())
	}
}

func (e *Env) elements() []frontend.Variable {
	var list []frontend.Variable
	for _, column := range bus.Columns(e) {
		list = append(list, *column)
	}
	return list
}

// bind computes S and ties the proof to the patch.
func (c *Circuit) bind(m *machine, oldChunks, newChunks, otherCodes []frontend.Variable) error {
	old := binding.OldCode{Length: c.Lengths[codeOld], Chunks: oldChunks}
	oldCode, err := binding.OldCodeCommitment(m.sponge, old)
	if err != nil {
		return err
	}
	scenario, err := m.sponge.Hash(commitment.TagScenario, append(c.scenarioElements(m.api, otherCodes), c.ScenarioBlind))
	if err != nil {
		return err
	}
	harm, err := m.sponge.Hash(commitment.TagHarm, append(conditionElements(m.api, &c.Harm.Conditions), c.HarmBlind))
	if err != nil {
		return err
	}
	expected, err := m.sponge.Hash(commitment.TagExpected, append(conditionElements(m.api, &c.Expected.Conditions), c.ExpectedBlind))
	if err != nil {
		return err
	}
	shape := commitment.Element(m.shape.Name)
	statement, err := m.sponge.Hash(commitment.TagExecClaim, []frontend.Variable{
		oldCode, shape.String(), m.address(&c.Accounts[0]), scenario, c.Preserved, c.Succeeded, c.packedSelectors(m.api), c.Harm.Claimed, harm,
		c.Expected.Claimed, expected, c.Divergence.Claimed,
	})
	if err != nil {
		return err
	}
	newCode := binding.NewCode{Length: c.Lengths[codeNew], EvaluationBlind: c.EvaluationBlind, CommitmentBlind: c.CommitmentBlind, Chunks: newChunks}
	newCommitment, err := binding.NewCodeCommitment(m.sponge, newCode)
	if err != nil {
		return err
	}
	public := binding.Public{Claim: c.Claim, Challenge: c.Challenge, Evaluation: c.Evaluation}
	return binding.Assert(m.api, m.sponge, public, newCommitment, statement, newCode, old)
}

// definePreserved says, where claimed, that both runs end alike: status and output of each transaction, storage, balances; logs
// are compared where they are numbered.
func (c *Circuit) definePreserved(m *machine) {
	m.api.AssertIsBoolean(c.Preserved)
	equal := func(x, y frontend.Variable) { m.api.AssertIsEqual(m.api.Mul(c.Preserved, m.api.Sub(x, y)), 0) }
	var succeeded frontend.Variable = 0
	for k := range c.Txs {
		old, new := &c.Txs[k].Runs[0].Closing, &c.Txs[k].Runs[1].Closing
		equal(old.Success, new.Success)
		equal(old.OutputBase, new.OutputBase)
		equal(old.OutputLen, new.OutputLen)
		succeeded = m.api.Add(succeeded, m.api.Mul(c.Txs[k].Active, new.Success))
	}
	for i := range c.Slots {
		equal(c.Slots[i].After[0].Hi, c.Slots[i].After[1].Hi)
		equal(c.Slots[i].After[0].Lo, c.Slots[i].After[1].Lo)
	}
	for i := range c.Accounts {
		equal(c.Accounts[i].After[0], c.Accounts[i].After[1])
	}
	// How many succeed is part of the claim: a contract that refuses everything preserves nothing worth the name.
	m.api.AssertIsEqual(c.Succeeded, m.api.Mul(c.Preserved, succeeded))
}
